import { expect, test } from "vitest";
import { toPermissionAtoms } from "@kodex/manifest";
import { toGrants } from "../../src/admission/grant.ts";
import { createCheckedPlugin } from "../candidates.ts";

const { manifest } = createCheckedPlugin("lint", {
  permissions: { net: ["b.dev", "a.dev"], env: ["REGION"], optional: { net: ["telemetry.dev", "a.dev"] } },
});
const declared = toPermissionAtoms(manifest.permissions);

test("grants what is declared, what the plugin could do without included", () => {
  expect(toGrants(manifest, declared, "declared")).toEqual(["env:REGION", "net:a.dev:443", "net:b.dev:443", "net:telemetry.dev:443"]);
});

test("grants exactly what the gate says, sorted and without repetition, also beyond what is declared", () => {
  expect(toGrants(manifest, declared, ["net:z.dev:443", "net:a.dev:443", "net:z.dev:443"])).toEqual(["net:a.dev:443", "net:z.dev:443"]);
  expect(toGrants(manifest, declared, [])).toEqual([]);
});

test("gives a list that cannot be added to", () => {
  expect(Object.isFrozen(toGrants(manifest, declared, "declared"))).toBe(true);
});
