import { toLoadFailed, toRuntimeClosed, toRuntimeNotLoaded } from "../errors.ts";

/** The life of a runtime: made, loaded, closed. There is no way back. */
export interface Lifecycle<Loaded> {
  /** Loads once: concurrent and later calls share the outcome. @throws RuntimeStateError after `close` */
  load(): Promise<void>;
  /** Closes once, after what is still loading has ended. */
  close(): Promise<void>;
  /** @throws RuntimeStateError with code RUNTIME_CLOSED; `what` is the call that came too late */
  assertOpen(what: string): void;
  /** What `load` has made. @throws RuntimeStateError; `what` is the call that came too early or too late */
  assertLoaded(what: string): Loaded;
}

/** What happens at the two turns of a life. */
export interface LifecycleSteps<Loaded> {
  /** Makes everything that there is once the runtime is loaded. */
  load(): Promise<Loaded>;
  /** Ends everything; nothing was loaded when `load` was not called or has failed. */
  close(loaded: Loaded | undefined): Promise<void>;
}

/** A life that has just begun. */
export function createLifecycle<Loaded>(steps: LifecycleSteps<Loaded>): Lifecycle<Loaded> {
  let loading: Promise<void> | undefined;
  let loaded: Loaded | undefined;
  let failure: { readonly error: unknown } | undefined;
  let closing: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      loaded = await steps.load();
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  async function close(): Promise<void> {
    // What is still loading is waited for, whatever comes of it, so that nothing it started is left behind.
    await loading?.catch(() => undefined);
    await steps.close(loaded);
  }

  function assertOpen(what: string): void {
    if (closing !== undefined) throw toRuntimeClosed(what);
  }

  return {
    async load() {
      assertOpen("load");
      return (loading ??= load());
    },
    close: () => (closing ??= close()),
    assertOpen,
    assertLoaded(what) {
      assertOpen(what);
      if (loaded !== undefined) return loaded;
      throw failure === undefined ? toRuntimeNotLoaded(what) : toLoadFailed(what, failure.error);
    },
  };
}
