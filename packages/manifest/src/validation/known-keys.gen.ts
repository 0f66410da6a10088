// Made by `pnpm generate` from `model/`. Do not edit.
/** Keys that an object may have, by its place; `*` is any key or index. */
export const MANIFEST_KEYS: Readonly<Record<string, readonly string[]>> = {
  "": ["$schema","activation","author","budgets","capabilities","command","config","description","displayName","engines","events","homepage","hooks","keywords","license","main","manifestVersion","name","permissions","platforms","repository","requires","version"],
  "/author": ["email","name","url"],
  "/repository": ["directory","type","url"],
  "/engines": ["kodex"],
  "/hooks/*": ["after","before","fields","match","onError","priority","timeoutMs"],
  "/capabilities/*": ["cases","description","examples","idempotent","input","output","priority","tags","version"],
  "/capabilities/*/cases/*": ["input","name","output"],
  "/events/*": ["description","kind","payload","result"],
  "/requires": ["capabilities","optional","plugins"],
  "/requires/optional": ["capabilities","plugins"],
  "/permissions": ["env","exec","fs","hooks","model","net","optional","reasons","secrets"],
  "/permissions/fs": ["read","write"],
  "/permissions/exec/*": ["args","bin"],
  "/permissions/model": ["classes","requestsPerMinute","tokensPerCall","tokensPerSession"],
  "/permissions/secrets/*": ["as","hosts","name"],
  "/permissions/hooks/*": ["fields"],
  "/permissions/optional": ["env","exec","fs","model","net","secrets"],
  "/permissions/optional/fs": ["read","write"],
  "/permissions/optional/exec/*": ["args","bin"],
  "/permissions/optional/model": ["classes","requestsPerMinute","tokensPerCall","tokensPerSession"],
  "/permissions/optional/secrets/*": ["as","hosts","name"],
  "/budgets/*": ["p95Ms"],
};

/** Keys that an object may have, by its place; `*` is any key or index. */
export const CONFIG_KEYS: Readonly<Record<string, readonly string[]>> = {
  "": ["$schema","capabilities","plugins","sources","strict"],
  "/sources": ["local","packages"],
  "/plugins/*": ["config","enabled","grant","hooks"],
  "/plugins/*/hooks/*": ["after","before","enabled","onError","priority","timeoutMs"],
  "/capabilities/*": ["prefer"],
};
