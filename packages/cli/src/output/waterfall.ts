import type { HandlerReport } from "@kodex/manifest";
import { escapeLine } from "./escape.ts";
import type { Paint } from "./paint.ts";

const WIDTH = 40;

/** When each handler ran, one bar below the other. Handlers of a sequence follow one another. */
export function renderWaterfall(handlers: readonly HandlerReport[], paint: Paint): string {
  const total = handlers.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
  const name = Math.max(0, ...handlers.map(({ plugin }) => plugin.length));
  let startedAt = 0;
  return handlers
    .map(({ code, durationMs = 0, plugin, status }) => {
      const from = total === 0 ? 0 : Math.round((startedAt / total) * WIDTH);
      const length = total === 0 || durationMs === 0 ? 0 : Math.max(1, Math.round((durationMs / total) * WIDTH));
      startedAt += durationMs;
      const bar = `${" ".repeat(from)}${"━".repeat(Math.min(length, WIDTH - from))}`.padEnd(WIDTH);
      const colour = status === "ok" ? paint.green : status === "skipped" ? paint.dim : paint.red;
      return `  ${escapeLine(plugin).padEnd(name)}  ${colour(bar)}  ${durationMs.toFixed(2).padStart(9)} ms  ${colour(code === undefined ? status : `${status} ${code}`)}`;
    })
    .join("\n");
}
