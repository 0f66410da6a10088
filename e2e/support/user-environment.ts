/** The environment of somebody at a terminal of their own: nothing of the package manager that runs these tests. */
export function toUserEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm|pnpm)_/i.test(name)));
}
