import type { Diagnostic } from "@kodex/manifest";
import type { Tier } from "../candidate.ts";
import { compareText } from "../compare-text.ts";
import type { Handler } from "./handler.ts";
import { toOrderCycle, toOrderTierConflict } from "./order-diagnostics.ts";
import { createPriorityQueue } from "../priority-queue.ts";
import { toStrongComponents } from "./strong-components.ts";

/** Handlers in the order in which they run, and what could not be honoured. */
export interface HandlerOrder {
  /** First to last. */
  readonly handlers: readonly Handler[];
  /** Constraints that contradict one another or the tiers: those were dropped, the rest hold. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `first` runs before `second`, because `by` says so. */
interface Edge {
  readonly first: Handler;
  readonly second: Handler;
  readonly by: string;
}

const TIERS: readonly Tier[] = ["policy", "host", "user", "project", "builtin"];

/**
 * Orders the handlers of one hook: tier, then constraints, then priority (high first), then name; host handlers of one
 * priority keep the order in which they were added. The same for every order in which plugins were found.
 */
export function orderHandlers(hook: string, handlers: readonly Handler[]): HandlerOrder {
  const diagnostics: Diagnostic[] = [];
  const edges = toEdges(handlers).filter((edge) => {
    const agrees = rank(edge.first) <= rank(edge.second);
    if (!agrees) diagnostics.push(toOrderTierConflict(hook, edge.first.label, edge.second.label, edge.by));
    return agrees;
  });
  const kept = withoutCycles(hook, handlers, edges, diagnostics);
  return { handlers: sortTopologically(handlers, kept), diagnostics };
}

function rank(handler: Handler): number {
  return TIERS.indexOf(handler.tier);
}

function toEdges(handlers: readonly Handler[]): Edge[] {
  const byName = new Map<string, Handler[]>();
  for (const handler of handlers) {
    const known = byName.get(handler.name);
    if (known === undefined) byName.set(handler.name, [handler]);
    else known.push(handler);
  }
  return handlers.flatMap((handler) =>
    handler.constraints.flatMap(({ kind, other, origin }) =>
      (byName.get(other) ?? [])
        .filter((peer) => peer !== handler)
        .map((peer) => {
          const by = `${handler.label} says ${kind} "${other}" (${origin})`;
          return kind === "before" ? { first: handler, second: peer, by } : { first: peer, second: handler, by };
        }),
    ),
  );
}

/** Drops the edges inside each strongly connected part: those, and only those, lie on a cycle. */
function withoutCycles(hook: string, handlers: readonly Handler[], edges: readonly Edge[], diagnostics: Diagnostic[]): Edge[] {
  const component = toStrongComponents(
    handlers,
    edges.map((edge) => [edge.first, edge.second] as const),
  );
  const dropped = new Map<number, Edge[]>();
  const kept = edges.filter((edge) => {
    const id = component.get(edge.first) as number;
    if (id !== component.get(edge.second)) return true;
    dropped.set(id, [...(dropped.get(id) ?? []), edge]);
    return false;
  });
  const cycles = [...dropped.values()].map((cycle) => ({
    plugins: [...new Set(cycle.flatMap((edge) => [edge.first.label, edge.second.label]))].sort(compareText),
    reasons: cycle.map((edge) => edge.by).sort(compareText),
  }));
  cycles.sort((a, b) => compareText(a.plugins[0] as string, b.plugins[0] as string));
  for (const { plugins, reasons } of cycles) diagnostics.push(toOrderCycle(hook, plugins, reasons));
  return kept;
}

/** Kahn's algorithm that always takes the best of those that nothing holds back. */
function sortTopologically(handlers: readonly Handler[], edges: readonly Edge[]): Handler[] {
  const waiting = new Map<Handler, number>(handlers.map((handler) => [handler, 0]));
  const after = new Map<Handler, Handler[]>();
  for (const { first, second } of edges) {
    waiting.set(second, (waiting.get(second) as number) + 1);
    after.set(first, [...(after.get(first) ?? []), second]);
  }
  const position = new Map(handlers.map((handler, place) => [handler, handler.hosted === undefined ? place : handlers.length]));
  const compare = (a: Handler, b: Handler): number =>
    rank(a) - rank(b) ||
    b.priority - a.priority ||
    (position.get(a) as number) - (position.get(b) as number) ||
    compareText(a.name, b.name);
  const ready = createPriorityQueue(
    handlers.filter((handler) => waiting.get(handler) === 0),
    compare,
  );
  const sorted: Handler[] = [];
  for (let handler = ready.pop(); handler !== undefined; handler = ready.pop()) {
    sorted.push(handler);
    for (const peer of after.get(handler) ?? []) {
      const left = (waiting.get(peer) as number) - 1;
      waiting.set(peer, left);
      if (left === 0) ready.push(peer);
    }
  }
  return sorted;
}
