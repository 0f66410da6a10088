/** What happens to a command. */
export type Verdict = "allow" | "ask" | "deny";

/** Rules by id: what each is about, and what happens when nothing else is configured. The manifest's schema lists the same ids. */
export const RULES = {
  unparsable: { verdict: "deny", about: "is no shell command that can be read" },
  uncertain: { verdict: "ask", about: "is known in full only when it runs" },
  "delete-outside": { verdict: "deny", about: "removes files outside the workspace" },
  "delete-workspace": { verdict: "deny", about: "removes the workspace itself or its repository" },
  "write-outside": { verdict: "ask", about: "changes files outside the workspace" },
  "write-device": { verdict: "deny", about: "writes to a device" },
  "format-device": { verdict: "deny", about: "formats or partitions a device" },
  "change-permissions": { verdict: "deny", about: "changes permissions of whole folders outside the workspace" },
  "become-root": { verdict: "deny", about: "runs with the rights of another user" },
  "run-download": { verdict: "deny", about: "runs what it downloads" },
  "fork-bomb": { verdict: "deny", about: "starts itself again and again" },
  "stop-machine": { verdict: "deny", about: "stops the machine or everything on it" },
  "git-force-push": { verdict: "deny", about: "overwrites or removes what others have" },
  "git-discard": { verdict: "deny", about: "throws away changes that are not committed" },
  "git-rewrite": { verdict: "ask", about: "rewrites or removes history" },
} as const satisfies Readonly<Record<string, { readonly verdict: Verdict; readonly about: string }>>;

/** Id of a rule. */
export type RuleId = keyof typeof RULES;
