import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { AdmittedPlugin } from "../admitted-plugin.ts";
import type { CallGuard } from "../call-guard.ts";
import { toCommandFailed, toPluginExited, toProtocolError } from "../errors.ts";
import type { PluginContext } from "../plugin.ts";
import { createActivation } from "./activation.ts";
import { findMismatch } from "./implementation-check.ts";
import type { HostedHandler, HostedPlugin, HostServices } from "./isolation-backend.ts";
import { serveGuest } from "./protocol/guest-services.ts";
import { PROTOCOL_VERSION, readGreeting } from "./protocol/handshake.ts";
import { createRpcPeer, type RpcPeer } from "./protocol/rpc-peer.ts";

/** Time that a guest has to end after `shutdown`, in milliseconds. */
const SHUTDOWN_LIMIT_MS = 1000;
/** Most bytes of standard error that reach the log in one process's life. */
const MAX_STDERR_BYTES = 256 * 1024;
/** What a program needs to run at all; everything else of the host's environment stays out. */
const BASE_VARIABLES = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "SystemRoot"];

/** A guest process and the conversation with it. */
interface Guest {
  readonly child: ChildProcessWithoutNullStreams;
  readonly peer: RpcPeer;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
}

/** Hosts a plugin in any language: one process for its life, JSON-RPC 2.0 in lines over its standard streams. */
export function hostCommand(plugin: AdmittedPlugin, services: HostServices, guard: CallGuard): HostedPlugin {
  const contexts = new Map<number, PluginContext>();
  let nextCall = 1;
  let guest: Guest | undefined;
  let isDisposed = false;
  const activation = createActivation(plugin.id, guard, async (signal) => {
    guest = await startGuest(plugin, {
      onRequest: (method, params) => serveGuest(findContext(params) ?? services.createActivationContext(signal), method, params),
      onStderr: (text) => services.broker.log.info(text),
      onEnd: (error) => {
        guest = undefined;
        if (isDisposed || !activation.isDone) return;
        // It did work: the next call may start it anew. One that never came up stays as it is.
        activation.reset();
        services.onExit(error);
      },
    });
    const { child } = guest;
    signal.addEventListener("abort", () => void child.kill("SIGKILL"), { once: true });
    await greet(plugin, guest);
  });

  function findContext(params: unknown): PluginContext | undefined {
    const call = typeof params === "object" && params !== null ? (params as { call?: unknown }).call : undefined;
    return typeof call === "number" ? contexts.get(call) : undefined;
  }

  function call(method: string, name: string): HostedHandler {
    return async (payload, ctx) => {
      if (guest === undefined) throw toPluginExited(plugin.id, "before the call");
      const id = nextCall;
      nextCall += 1;
      contexts.set(id, ctx);
      try {
        return await guest.peer.request(method, { call: id, name, payload, event: { ...ctx.event } }, ctx.signal);
      } finally {
        contexts.delete(id);
      }
    };
  }

  return {
    plugin,
    get active() {
      return activation.isDone;
    },
    activate: () => activation.run(),
    hook: (name) => call("hook", name),
    capability: (id) => call("capability", id),
    async dispose() {
      isDisposed = true;
      if (guest !== undefined) await stop(guest, plugin.id);
    },
  };
}

interface GuestEvents {
  onRequest(method: string, params: unknown): Promise<unknown>;
  onStderr(text: string): void;
  onEnd(error: Error): void;
}

function startGuest(plugin: AdmittedPlugin, events: GuestEvents): Promise<Guest> {
  const [program = "", ...args] = plugin.manifest.command ?? [];
  const local = resolve(plugin.candidate.root, program);
  const bin = program.startsWith(".") && existsSync(local) ? local : program;
  const env = Object.fromEntries(
    [...BASE_VARIABLES, ...toGrantedVariables(plugin.grants)].flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  );
  const child = spawn(bin, args, { cwd: plugin.candidate.root, env, stdio: ["pipe", "pipe", "pipe"] });
  // A host that ends without closing takes its guests with it: they see the end of their input at the latest.
  const killWithHost = (): void => void child.kill("SIGKILL");
  process.once("exit", killWithHost);
  let violation: Error | undefined;
  const peer = createRpcPeer({
    write: (text) => void child.stdin.write(text),
    onRequest: (method, params) => events.onRequest(method, params),
    onViolation(reason) {
      violation ??= toProtocolError(plugin.id, reason);
      peer.close(violation);
      child.kill("SIGKILL");
    },
  });
  child.stdin.on("error", () => undefined);
  child.stdout.on("data", (chunk: Buffer) => peer.push(chunk));
  forwardStderr(child, events.onStderr);
  return new Promise((started, failed) => {
    const ended = new Promise<void>((end) => {
      child.on("error", (error) => {
        process.off("exit", killWithHost);
        failed(toCommandFailed(plugin.id, program, error));
        end();
      });
      child.on("close", (code, killedBy) => {
        process.off("exit", killWithHost);
        const error = violation ?? toPluginExited(plugin.id, killedBy === null ? `exit code ${code}` : `signal ${killedBy}`);
        peer.close(error);
        events.onEnd(error);
        end();
      });
    });
    child.on("spawn", () => started({ child, peer, ended }));
  });
}

function toGrantedVariables(grants: readonly string[]): readonly string[] {
  return grants.filter((atom) => atom.startsWith("env:")).map((atom) => atom.slice("env:".length));
}

function forwardStderr(child: ChildProcessWithoutNullStreams, onStderr: (text: string) => void): void {
  let left = MAX_STDERR_BYTES;
  child.stderr.on("data", (chunk: Buffer) => {
    const kept = chunk.subarray(0, left);
    left -= kept.length;
    const text = kept.toString("utf8").trimEnd();
    if (text !== "") onStderr(text);
  });
}

async function greet(plugin: AdmittedPlugin, { child, peer }: Guest): Promise<void> {
  const { config, id, manifest } = plugin;
  const greeting = readGreeting(
    await peer.request("initialize", {
      protocolVersion: PROTOCOL_VERSION,
      plugin: { name: manifest.name, version: manifest.version },
      config,
    }),
  );
  const problem = typeof greeting === "string" ? toProtocolError(id, greeting) : findMismatch(id, manifest, greeting);
  if (problem === undefined) return;
  child.kill("SIGKILL");
  throw problem;
}

/** Asks, waits a moment, then insists. */
async function stop({ child, ended, peer }: Guest, plugin: string): Promise<void> {
  peer.notify("shutdown", {});
  child.stdin.end();
  const insist = setTimeout(() => child.kill("SIGKILL"), SHUTDOWN_LIMIT_MS);
  await ended;
  clearTimeout(insist);
  peer.close(toPluginExited(plugin, "it was disposed"));
}
