// Made by `pnpm generate` from `model/`. Do not edit.
/** Every key that a manifest may have somewhere. */
export const MANIFEST_KEYS: readonly string[] = ["$schema","activation","after","args","as","author","before","bin","budgets","capabilities","cases","classes","command","config","description","directory","displayName","email","engines","env","events","examples","exec","fields","fs","homepage","hooks","hosts","idempotent","input","keywords","kind","kodex","license","main","manifestVersion","match","model","name","net","onError","optional","output","p95Ms","payload","permissions","platforms","plugins","priority","read","reasons","repository","requestsPerMinute","requires","result","secrets","tags","timeoutMs","tokensPerCall","tokensPerSession","type","url","version","write"];

/** Every key that a configuration file may have somewhere. */
export const CONFIG_KEYS: readonly string[] = ["$schema","after","before","capabilities","config","enabled","grant","hooks","local","onError","packages","plugins","prefer","priority","sources","strict","timeoutMs"];
