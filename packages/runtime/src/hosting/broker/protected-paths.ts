/**
 * Paths, as seen from a root, of what others run or obey without asking: git's hooks and configuration, start-up files
 * of shells, configuration of editors and agents, manifests and policies of Kodex. No grant makes them writable.
 */
const PROTECTED: readonly RegExp[] = [
  /(?:^|\/)\.git(?:$|\/(?:hooks|config|config\.worktree|modules|worktrees|info\/attributes)(?:\/|$))/,
  /(?:^|\/)\.(?:gitconfig|gitmodules|husky|config\/git)(?:\/|$)/,
  /(?:^|\/)\.(?:bashrc|bash_profile|bash_login|bash_logout|profile|kshrc|cshrc|tcshrc|login|zshrc|zprofile|zshenv|zlogin|zlogout|envrc)$/,
  /(?:^|\/)\.(?:ssh|npmrc|yarnrc|yarnrc\.yml|pam_environment|xprofile|config\/(?:fish|autostart|systemd))(?:\/|$)/,
  /(?:^|\/)\.(?:vscode|idea|zed|fleet|vimrc|vim|exrc|emacs|emacs\.d|config\/nvim|editorconfig)(?:\/|$)/,
  /(?:^|\/)\.(?:kodex|claude|codex|gemini|cursor|windsurf|continue|mcp\.json)(?:\/|$)/,
  /(?:^|\/)kodex\.(?:plugin\.json|json|trust\.json|lock\.json|sigstore\.json)$/,
];

/** Whether a path, as seen from a root and with slashes, may never be written, however its letters are spelt. */
export function isProtected(inside: string): boolean {
  const plain = inside.split("/").map(toPlainSegment).join("/");
  return PROTECTED.some((pattern) => pattern.test(plain));
}

/** A name as the most forgiving file systems read it: no case, no ignorable characters, no trailing dots, no streams, no short names. */
function toPlainSegment(segment: string): string {
  return segment
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase()
    .replace(/:.*$/, "")
    .replace(/[. ]+$/, "")
    .replace(/^git~\d+$/, ".git");
}
