import { toHostPort } from "@kodex/manifest";
import type { BrokerCall } from "../broker.ts";
import type { HostAddress } from "./dial.ts";
import type { GrantCheck } from "./grant-check.ts";
import type { SecretStandIns } from "./secrets.ts";

const MAX_REDIRECTS = 10;
/** Headers that say where the request goes and how it travels: the broker's to write. */
const HOP_HEADERS = /^(?:host|connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/;
/** Headers that were meant for one host and no other. */
const CREDENTIALS = ["authorization", "cookie", "proxy-authorization"];

/** Finds the addresses of a host. */
export type HostLookup = (hostname: string) => Promise<readonly HostAddress[]>;

/** One hop: where to and what. */
interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer | undefined;
}

/**
 * HTTP to granted hosts. Each host is looked up once, its addresses are checked, and one of them is dialled. Every
 * redirect is checked like the first request, and secrets are put in anew for each.
 */
export function createNetwork(grants: GrantCheck, secrets: SecretStandIns, findAddresses: HostLookup = lookupAll) {
  return async (input: string | URL, init: RequestInit | undefined, call: BrokerCall): Promise<Response> => {
    const signal = toSignal(init?.signal, call.signal);
    signal.throwIfAborted();
    const redirect = init?.redirect ?? "follow";
    let hop = await toFirstHop(new URL(input), init);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await send(hop, signal);
      const location = response.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null || redirect === "manual")
        return describe(response, hop.url, redirects > 0);
      await response.body?.cancel();
      if (redirect === "error") throw new TypeError(`${hop.url.origin} redirects, and the request says that it must not`);
      hop = toNextHop(hop, response.status, new URL(location, hop.url));
    }
    return grants.refuse(`net:${hop.url.host}`, `it redirects more than ${MAX_REDIRECTS} times`);
  };

  async function send({ body, headers, method, url }: Hop, signal: AbortSignal): Promise<Response> {
    const { addresses, host } = await assertReachable(url);
    const revealed = new Headers();
    headers.forEach((value, name) => revealed.append(name, secrets.reveal(name, value, host)));
    // Node's clients are loaded with the first request: most processes make none.
    const { dial } = await import("./dial.ts");
    return dial(url, addresses, { method, headers: revealed, body, signal });
  }

  async function assertReachable(url: URL): Promise<{ readonly host: string; readonly addresses: readonly HostAddress[] }> {
    const port = url.port === "" ? (url.protocol === "http:" ? "80" : "443") : url.port;
    const host = toHostPort(`${url.hostname}:${port}`);
    if (host === undefined || (url.protocol !== "https:" && url.protocol !== "http:"))
      return grants.refuse(`net:${url.host}`, "only http and https can be granted");
    if (url.username !== "" || url.password !== "") return grants.refuse(`net:${host}`, "its URL holds credentials");
    grants.assertGranted(`net:${host}`);
    // The name with a trailing dot is the same host.
    url.hostname = url.hostname.replace(/\.$/, "");
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    // Loaded, like Node's clients, with the first request.
    const { isInnerAddress, toFamily } = await import("./inner-addresses.ts");
    const family = toFamily(hostname);
    const addresses = family === 0 ? await findAddresses(hostname) : [{ address: hostname, family }];
    // What stands in the grants as an address was granted knowingly; a name must not lead to an inner address.
    const isLiteral = grants.grants.includes(`net:${host}`) && (family !== 0 || hostname === "localhost");
    const inner = isLiteral ? undefined : addresses.find(({ address }) => isInnerAddress(address));
    if (inner !== undefined) return grants.refuse(`net:${host}`, `it leads to the inner address ${inner.address}`);
    return { host, addresses };
  }

  /** As the Fetch standard has it: what becomes of method, body and headers on the way to another place. */
  function toNextHop({ body, headers, method, url }: Hop, status: number, target: URL): Hop {
    const becomesGet = status === 303 ? method !== "GET" && method !== "HEAD" : status < 303 && method === "POST";
    const leaves = target.origin !== url.origin;
    const next = new Headers();
    headers.forEach((value, name) => {
      const isOfBody = becomesGet && name.startsWith("content-");
      const isOfHost = leaves && (CREDENTIALS.includes(name) || secrets.isIn(value));
      if (!isOfBody && !isOfHost) next.append(name, value);
    });
    return { url: target, method: becomesGet ? "GET" : method, headers: next, body: becomesGet ? undefined : body };
  }
}

async function lookupAll(hostname: string): Promise<readonly HostAddress[]> {
  const { lookup } = await import("node:dns/promises");
  return lookup(hostname, { all: true });
}

/** The request as the platform reads it, its body in memory, so that it can be sent again after a redirect. */
async function toFirstHop(url: URL, init: RequestInit | undefined): Promise<Hop> {
  const hasStream = init?.body instanceof ReadableStream;
  // A URL with credentials is refused when it is looked at, not here.
  const request = new Request("http://request.invalid", { ...init, ...(hasStream ? { duplex: "half" as const } : {}) });
  const headers = new Headers();
  request.headers.forEach((value, name) => {
    if (!HOP_HEADERS.test(name)) headers.append(name, value);
  });
  for (const [name, value] of [
    ["accept", "*/*"],
    ["accept-encoding", "gzip, deflate, br"],
    ["user-agent", "kodex"],
  ] as const)
    if (!headers.has(name)) headers.set(name, value);
  return {
    url: new URL(url),
    method: request.method,
    headers,
    body: request.body === null ? undefined : Buffer.from(await request.arrayBuffer()),
  };
}

/** A response that says where it came from; the constructor has no way to. */
function describe(response: Response, url: URL, redirected: boolean): Response {
  return Object.defineProperties(response, { url: { value: url.href }, redirected: { value: redirected } });
}

function toSignal(own: AbortSignal | null | undefined, call: AbortSignal): AbortSignal {
  return own === null || own === undefined ? call : AbortSignal.any([own, call]);
}
