/** Shells that there is a completion for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/**
 * The script that a shell sources. It holds no names: it asks the command each time, so that it stays right when
 * commands, hooks and plugins change. Where the command has no candidates, the shell offers files.
 */
export function toCompletionScript(shell: (typeof SHELLS)[number]): string {
  return SCRIPTS[shell].trim();
}

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `
_kodex_complete() {
  local word="\${COMP_WORDS[COMP_CWORD]}" line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <("\${COMP_WORDS[0]}" completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [ \${#COMPREPLY[@]} -eq 0 ]; then
    while IFS= read -r line; do
      COMPREPLY+=("$line")
    done < <(compgen -f -- "$word")
  fi
}
complete -F _kodex_complete kodex`,
  zsh: `
#compdef kodex
_kodex() {
  local -a candidates
  candidates=("\${(@f)$("\${words[1]}" completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${candidates[1]}" ]]; then
    compadd -- "\${candidates[@]}"
  else
    _files
  fi
}
if [[ "$funcstack[1]" = "_kodex" ]]; then
  _kodex "$@"
else
  compdef _kodex kodex
fi`,
  fish: `
function __kodex_complete
    set -l words (commandline --tokenize --current-process --cut-at-cursor)
    set -l typed (commandline --current-token --cut-at-cursor)
    $words[1] completion fish -- $words[2..-1] "$typed" 2>/dev/null
end
function __kodex_has_candidates
    test (count (__kodex_complete)) -gt 0
end
complete --command kodex --condition __kodex_has_candidates --no-files --arguments '(__kodex_complete)'`,
};
