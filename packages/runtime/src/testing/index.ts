export { createFakeClock, type FakeClock } from "./fake-clock.ts";
export { createFakeModel, type FakeModel } from "./fake-model.ts";
export { createFakeWorkspace, type FakeWorkspace } from "./fake-workspace.ts";
export { createTestRuntime, type TestRuntime, type TestRuntimeOptions } from "./test-runtime.ts";
