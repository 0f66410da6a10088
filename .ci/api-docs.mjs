// The API reference: a page of docs/api/ per entry point, from the doc comments in what was built. Fails when a page is
// not what today's comments make, or when an export or a field of one has no comment; `--update` writes the pages anew.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Comment, Converter, LogLevel, ReflectionKind } from "typedoc";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "docs/api");
const isUpdate = process.argv.includes("--update");
/** More names of one module than this are not listed one by one. */
const MOST_NAMES = 60;
const scratch = mkdtempSync(join(tmpdir(), "kodex-api-docs-"));

try {
  const entries = findEntries();
  if (entries.length < 5) throw new Error(`only ${entries.length} entry points were found`);
  const app = await createApplication(entries);
  const project = app.converter.convert(toNamed(app.getEntryPoints(), entries));
  app.options.setValue("intentionallyNotDocumented", findInlineFields(project));
  app.validate(project);
  const made = isUpdate ? target : join(scratch, "api");
  await app.outputs.writeOutput({ name: "markdown", path: made }, project);
  const stale = findStale(made);
  for (const page of stale) console.error(`docs/api/${page} is not what the doc comments make: run \`pnpm docs:api\``);
  const gaps = app.logger.errorCount + app.logger.warningCount;
  console.log(`${entries.length} entry points, ${gaps} findings, ${stale.length} stale pages`);
  process.exitCode = stale.length + gaps === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true });
}

/** What each package can be imported as, with its declarations. */
function findEntries() {
  const folders = readdirSync(join(root, "packages")).map((folder) => join(root, "packages", folder));
  return folders.flatMap((folder) => {
    const { exports, name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const entries = Object.entries(exports).filter(([, paths]) => typeof paths === "object");
    return entries.map(([entry, { types }]) => {
      const file = join(folder, types);
      if (!existsSync(file)) throw new Error(`${file} is missing: build first`);
      return { name: posix.join(name, entry), file };
    });
  });
}

async function createApplication(entries) {
  const tsconfig = join(scratch, "tsconfig.json");
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023", "esnext.disposable", "dom", "dom.iterable"],
    module: "nodenext",
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: entries.map(({ file }) => file) }));
  const app = await Application.bootstrapWithPlugins({
    tsconfig,
    plugin: ["typedoc-plugin-markdown"],
    entryPoints: entries.map(({ file }) => file),
    basePath: root,
    name: "API",
    readme: "none",
    logLevel: LogLevel.Warn,
    // What comes from the language or from Node, such as the fields of Error, is documented there.
    excludeExternals: true,
    disableSources: true,
    validation: { notExported: false, invalidLink: true, notDocumented: true },
    packagesRequiringDocumentation: entries.map(({ name }) => name),
    requiredToBeDocumented: ["Variable", "Function", "Class", "Interface", "Property", "Method", "Accessor", "TypeAlias"],
    outputFileStrategy: "modules",
    flattenOutputFiles: true,
    excludeScopesInPaths: true,
    entryFileName: "README",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    classPropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    typeDeclarationFormat: "table",
    tableColumnSettings: { hideModifiers: true, hideOverrides: true, hideInherited: true },
    pageTitleTemplates: { index: "API reference", module: "{name}", member: "{name}" },
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, tidy);
  return app;
}

/** Modules are called what they are imported as. */
function toNamed(entryPoints, entries) {
  return entryPoints.map((entryPoint) => {
    const { name } = entries.find(({ file }) => file === entryPoint.sourceFile.fileName);
    return { ...entryPoint, displayName: name };
  });
}

/** What a module exports again becomes one sentence; what a class has from Error is left out. */
function tidy({ project }) {
  for (const property of project.getReflectionsByKind(ReflectionKind.Property))
    if (property.name === "name" && property.parent.kindOf(ReflectionKind.Class)) project.removeReflection(property);
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    const references = module.getChildrenByKind(ReflectionKind.Reference);
    if (references.length === 0) continue;
    module.comment = new Comment([text("Also exports "), ...toLinks(references), text(".")]);
    for (const reference of references) project.removeReflection(reference);
  }
}

/** A link for each name; of a module that gives more than one would read, a link to the module. */
function toLinks(references) {
  const targets = references.map((reference) => reference.getTargetReflectionDeep()).sort((a, b) => (a.name < b.name ? -1 : 1));
  const links = [...new Set(targets.map(({ parent }) => parent))].flatMap((module) => {
    const names = targets.filter(({ parent }) => parent === module);
    return names.length > MOST_NAMES ? [[text(`${names.length} names of `), link(module)]] : names.map((target) => [link(target)]);
  });
  return links.flatMap((part, index) => (index === 0 ? part : [text(index === links.length - 1 ? " and " : ", "), ...part]));
}

function text(value) {
  return { kind: "text", text: value };
}

function link(target) {
  return { kind: "inline-tag", tag: "@link", text: target.name, target };
}

/** Fields of objects that are written out in place: whoever holds the object describes it. */
function findInlineFields(project) {
  return project
    .getReflectionsByKind(ReflectionKind.Property | ReflectionKind.Method)
    .filter(({ parent }) => parent.kindOf(ReflectionKind.TypeLiteral) && !parent.parent?.kindOf(ReflectionKind.TypeAlias))
    .filter((field) => ![field, ...(field.signatures ?? [])].some((part) => part.hasComment()) && !isInParameter(field))
    .map((field) => field.getFriendlyFullName());
}

/** TypeDoc asks for no comment there. */
function isInParameter({ parent }) {
  return parent !== undefined && (parent.kindOf(ReflectionKind.Parameter) || isInParameter(parent));
}

/** Pages that are there and should not be, that are missing, or that differ. */
function findStale(made) {
  const pages = new Set([made, target].filter(existsSync).flatMap((folder) => readdirSync(folder)));
  return [...pages].filter((page) => read(join(made, page)) !== read(join(target, page)));
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
