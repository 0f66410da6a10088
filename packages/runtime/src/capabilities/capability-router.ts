import type { RouteEntry } from "@kodex/manifest";
import type { CapabilityIndex, Provider } from "./capability-index.ts";

/** Ranks providers for a task in plain words. */
export interface CapabilityRouter {
  /** The best providers first; none when no word of the task fits. */
  route(task: string, limit: number): Promise<readonly RouteEntry[]>;
}

/** Weights of what a provider says of itself: what authors choose with care counts most. */
const BOOST = { capability: 4, examples: 3, tags: 3, description: 2, plugin: 1 } as const;

/** Words that say nothing about what is wanted. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  "a an and are as at be by can do for from how i in is it me my of on or please that the then this to we what which with you your".split(
    " ",
  ),
);

/** A router over an index, offline: lexical ranking by MiniSearch, which is loaded at the first task. */
export function createCapabilityRouter(index: CapabilityIndex): CapabilityRouter {
  let engine: ReturnType<typeof createEngine> | undefined;
  return {
    async route(task, limit) {
      engine ??= createEngine(index.providers);
      const search = await engine;
      return search(task).slice(0, Math.max(0, limit));
    },
  };
}

async function createEngine(providers: readonly Provider[]): Promise<(task: string) => readonly RouteEntry[]> {
  const { default: MiniSearch } = await import("minisearch");
  const engine = new MiniSearch({ fields: Object.keys(BOOST), tokenize: toWords, processTerm: toStem });
  engine.addAll(providers.map(toDocument));
  return (task) => {
    const hits = engine.search(task, {
      boost: BOOST,
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      combineWith: "OR",
    });
    // Equal scores keep the order of the index, so that the answer is the same on every machine.
    const ranked = [...hits].sort((a, b) => b.score - a.score || Number(a.id) - Number(b.id));
    return ranked.map(({ id, match, score }) => {
      const provider = providers[Number(id)] as Provider;
      return {
        capability: provider.capability,
        plugin: provider.plugin,
        score: Math.round(score * 1000) / 1000,
        reasons: toReasons(match),
      };
    });
  };
}

function toDocument({ capability, declaration, name }: Provider, id: number): Record<string, unknown> {
  return {
    id,
    capability,
    plugin: name,
    description: declaration.description,
    tags: declaration.tags.join(" "),
    examples: declaration.examples.join(" "),
  };
}

/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

/** Words; of scripts that put no spaces between them, each pair of letters. */
function toWords(text: string): string[] {
  const spaced = text.normalize("NFKC").replace(UNSPACED, (run) => ` ${toPairs([...run]).join(" ")} `);
  return spaced.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== "");
}

function toPairs(letters: readonly string[]): readonly string[] {
  return letters.length < 2 ? letters : letters.slice(1).map((letter, place) => `${letters[place]}${letter}`);
}

/** A rough English stem: enough to bring "formats", "formatted" and "formatting" together. */
function toStem(word: string): string | null {
  const lower = word.toLowerCase();
  if (STOP_WORDS.has(lower)) return null;
  if (lower.length < 5) return lower;
  const bare = lower.replace(/(?:ing|ed|es|s)$/, "");
  return bare.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

function toReasons(match: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(match)
    .map(([term, fields]) => `"${term}" is in its ${fields.map((field) => (field === "capability" ? "id" : field)).join(", ")}`)
    .sort();
}
