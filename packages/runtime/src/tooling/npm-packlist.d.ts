declare module "npm-packlist" {
  /** The part of an Arborist node that is read when nothing is bundled. */
  interface PackTree {
    /** Folder of the package, absolute. */
    readonly path: string;
    /** Its `package.json`. */
    readonly package: Readonly<Record<string, unknown>>;
    /** It is the package that one stands in, and not one in `node_modules`. */
    readonly isProjectRoot: boolean;
    /** Dependencies by name. */
    readonly edgesOut: ReadonlyMap<string, never>;
  }
  /** Files that npm would pack, relative to the folder, sorted. */
  function packlist(tree: PackTree): Promise<string[]>;
  export default packlist;
}
