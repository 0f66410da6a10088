import { KodexError } from "@kodex/manifest";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import { toActivationFailed, toPluginDisposed, toPluginExited, toProtocolError } from "../errors.ts";
import type { PluginContext } from "../plugin.ts";
import { createActivation } from "./activation.ts";
import { toBaseEnvironment } from "./base-environment.ts";
import type { Broker } from "./broker.ts";
import { type GuestProcess, startGuestProcess } from "./guest-process.ts";
import type { InProcessTools } from "./in-process.ts";
import { findMismatch } from "./implementation-check.ts";
import type { HostedHandler, HostedPlugin, HostServices } from "./isolation-backend.ts";
import { hearGuest, serveGuest } from "./protocol/guest-services.ts";
import { PROTOCOL_VERSION, readGreeting } from "./protocol/handshake.ts";
import { RPC_CODES, RpcError } from "./protocol/rpc-error.ts";
import { createRpcPeer, type RpcPeer } from "./protocol/rpc-peer.ts";

/** Time that a guest has to end after `shutdown`, in milliseconds. */
const SHUTDOWN_LIMIT_MS = 1000;

/** A guest process and the conversation with it. */
interface Guest {
  readonly process: GuestProcess;
  readonly peer: RpcPeer;
}

/** Hosts a plugin in any language: one process for its life, JSON-RPC 2.0 in lines over its standard streams. */
export function hostCommand(plugin: AdmittedPlugin, services: HostServices, { guard, hostExit }: InProcessTools): HostedPlugin {
  const contexts = new Map<number, PluginContext>();
  let nextCall = 1;
  let guest: Guest | undefined;

  const activation = createActivation(plugin.id, guard, async (signal) => {
    const started = await startGuest(signal);
    const giveUp = (): void => started.process.kill();
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      signal.throwIfAborted();
      await greet(plugin, started.peer);
      guest = started;
    } catch (error) {
      giveUp();
      throw error;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  });

  async function startGuest(signal: AbortSignal): Promise<Guest> {
    const background = services.createActivationContext(signal);
    const peer = createRpcPeer({
      write(text) {
        if (!child.write(text)) breakOff("it does not read its standard input");
      },
      onRequest: async (method, params) => serveGuest(findContext(params, background), method, params),
      onNotification: (method, params) => hearGuest(services.broker.log, method, params),
      onViolation: breakOff,
      now: () => guard.now(),
    });
    const child: GuestProcess = await startGuestProcess(plugin, {
      env: toGuestEnvironment(plugin, services.broker),
      onOutput: (chunk) => peer.push(chunk),
      log: services.broker.log,
      hostExit,
    });
    const started = { process: child, peer };
    void child.ended.then((how) => end(started, toPluginExited(plugin.id, how)));

    /** Over at once: the next call must not wait until the process has been buried. */
    function breakOff(reason: string): void {
      end(started, toProtocolError(plugin.id, reason));
      child.kill();
    }

    return started;
  }

  /** A guest that did work may be started anew by the next call; one that never came up stays as it is. */
  function end(ended: Guest, error: Error): void {
    ended.peer.close(error);
    if (guest !== ended || disposed !== undefined) return;
    guest = undefined;
    activation.reset();
    services.onExit(error);
  }

  /** The context of the call that the guest names, or the one that lasts as long as the guest. */
  function findContext(params: unknown, background: PluginContext): PluginContext {
    const call = typeof params === "object" && params !== null ? (params as { call?: unknown }).call : undefined;
    if (call === undefined || call === null) return background;
    const context = contexts.get(call as number);
    if (context === undefined) throw new RpcError(RPC_CODES.invalidParams, `the call ${JSON.stringify(call)} is over`);
    return context;
  }

  async function call(method: string, params: { readonly name: string; readonly payload: unknown }, ctx: PluginContext): Promise<unknown> {
    if (guest === undefined) throw toPluginExited(plugin.id, "before the call");
    const id = nextCall;
    nextCall += 1;
    contexts.set(id, ctx);
    try {
      return await guest.peer.request(method, { call: id, ...params, event: ctx.event }, ctx.signal);
    } finally {
      contexts.delete(id);
    }
  }

  async function dispose(): Promise<void> {
    activation.stop(toPluginDisposed(plugin.id));
    if (guest === undefined) return;
    const { peer, process } = guest;
    peer.notify("shutdown", {});
    process.endInput();
    const { kind } = await guard.settle(process.ended, { deadline: guard.now() + SHUTDOWN_LIMIT_MS });
    if (kind !== "value") process.kill();
    peer.close(toPluginDisposed(plugin.id));
    await process.ended;
  }

  let disposed: Promise<void> | undefined;
  return {
    plugin,
    get active() {
      return activation.isDone;
    },
    activate: () => activation.run(),
    // Languages without an `undefined` say "nothing" with null.
    hook: (name) => async (payload, ctx) => (await call("hook", { name, payload }, ctx)) ?? undefined,
    capability:
      (name): HostedHandler =>
      (payload, ctx) =>
        call("capability", { name, payload }, ctx),
    dispose: () => (disposed ??= dispose()),
  };
}

/** What every program gets, and the variables that the plugin is granted and that are set. */
function toGuestEnvironment({ grants }: AdmittedPlugin, { env }: Broker): Record<string, string> {
  const own = toBaseEnvironment(process.env);
  for (const atom of grants) {
    if (!atom.startsWith("env:")) continue;
    const name = atom.slice("env:".length);
    const value = env.get(name);
    if (value !== undefined) own[name] = value;
  }
  return own;
}

async function greet({ config, id, manifest }: AdmittedPlugin, peer: RpcPeer): Promise<void> {
  const { name, version } = manifest;
  const answer = await peer
    .request("initialize", { protocolVersion: PROTOCOL_VERSION, plugin: { name, version }, config })
    .catch((error: unknown) => {
      throw KodexError.is(error) ? error : toActivationFailed(id, error);
    });
  const greeting = readGreeting(answer);
  if (typeof greeting === "string") throw toProtocolError(id, greeting);
  const mismatch = findMismatch(id, manifest, greeting);
  if (mismatch !== undefined) throw mismatch;
}
