import type { LedgerEntry } from "@kodex/manifest";
import type { CallGuard } from "../calls/call-guard.ts";
import { toIsolationNotClosed } from "../errors.ts";
import type { IsolationBackend } from "../hosting/isolation-backend.ts";

/** Longest time that a backend may take to close, in milliseconds. */
const CLOSE_LIMIT_MS = 10_000;

/** Closes isolation backends together. One that fails, or takes too long, stands in the ledger and holds up no other. */
export async function closeBackends(
  backends: readonly IsolationBackend[],
  guard: CallGuard,
  record: (entry: LedgerEntry) => void,
): Promise<void> {
  await Promise.all(
    backends.map(async (backend) => {
      const startedAt = guard.now();
      // A backend may throw where it should reject.
      const closed = (async () => backend.close?.())();
      const settlement = await guard.settle(closed, { deadline: startedAt + CLOSE_LIMIT_MS });
      if (settlement.kind === "value") return;
      const cause = settlement.kind === "error" ? settlement.error : `it was not done within ${CLOSE_LIMIT_MS} ms`;
      const { code, hint, message } = toIsolationNotClosed(backend.level, cause);
      const place = { plugin: `isolation:${backend.level}`, stage: "host", outcome: "error" } as const;
      record({ ...place, code, message, durationMs: guard.now() - startedAt, ...(hint === undefined ? {} : { hint }) });
    }),
  );
}
