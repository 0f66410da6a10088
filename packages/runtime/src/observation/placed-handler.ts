/** A handler in its place, as far as doctor and explain need it. */
export interface PlacedHandler {
  /** `name@version`, or `host:<name>`. */
  readonly label: string;
  /** What `before` and `after` call it: the plugin's name, or `host:<name>`. */
  readonly name: string;
  /** Rank before everything else. */
  readonly tier: string;
  /** Higher runs earlier. */
  readonly priority: number;
  /** Constraints on its place. */
  readonly constraints: readonly { readonly kind: string; readonly other: string; readonly origin: string }[];
  /** What must match. */
  readonly match: Readonly<Record<string, readonly string[]>>;
}
