import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { toHostPort } from "@kodex/manifest";
import type { BrokerCall } from "../broker.ts";
import type { GrantCheck } from "./grant-check.ts";
import type { SecretStandIns } from "./secrets.ts";

const MAX_REDIRECTS = 10;

/** HTTP to granted hosts. Every redirect is checked like the first request, and secrets are put in anew for each. */
export function createNetwork(grants: GrantCheck, secrets: SecretStandIns) {
  return async (input: string | URL, init: RequestInit | undefined, call: BrokerCall): Promise<Response> => {
    let url = new URL(input);
    let settings: RequestInit = { ...init };
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const host = await assertReachable(url, grants);
      const response = await fetch(url, {
        ...settings,
        headers: toHeaders(settings.headers, host, secrets),
        redirect: "manual",
        signal: toSignal(init?.signal, call.signal),
      });
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null || init?.redirect === "manual") return response;
      await response.body?.cancel();
      url = new URL(location, url);
      // As browsers do: after these answers the next request is a plain GET.
      if (response.status === 303 || (response.status < 303 && settings.method?.toUpperCase() === "POST"))
        settings = { ...settings, method: "GET", body: null };
    }
    return grants.refuse(`net:${url.host}`, `it redirects more than ${MAX_REDIRECTS} times`);
  };
}

async function assertReachable(url: URL, grants: GrantCheck): Promise<string> {
  const port = url.port === "" ? (url.protocol === "http:" ? "80" : "443") : url.port;
  const host = toHostPort(`${url.hostname}:${port}`);
  if (host === undefined || (url.protocol !== "https:" && url.protocol !== "http:"))
    return grants.refuse(`net:${url.host}`, "only http and https can be granted");
  grants.assertGranted(`net:${host}`);
  // A host that stands in the grants as an address was granted knowingly; a name must not lead to an inner address.
  const isLiteral =
    grants.grants.includes(`net:${host}`) && (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0 || url.hostname === "localhost");
  if (isLiteral) return host;
  for (const { address, family } of await lookup(url.hostname.replace(/^\[|\]$/g, ""), { all: true })) {
    if (INNER.check(address, family === 6 ? "ipv6" : "ipv4"))
      return grants.refuse(`net:${host}`, `it leads to the inner address ${address}`);
  }
  return host;
}

/** Addresses of the machine, of its network, of the link, and of nobody. */
const INNER = createInnerList();

function createInnerList(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as const)
    list.addSubnet(network, prefix, "ipv4");
  for (const [network, prefix] of [
    ["::", 128],
    ["::1", 128],
    ["64:ff9b::", 96],
    ["fc00::", 7],
    ["fe80::", 10],
    ["ff00::", 8],
  ] as const)
    list.addSubnet(network, prefix, "ipv6");
  return list;
}

function toHeaders(headers: RequestInit["headers"], host: string, secrets: SecretStandIns): Headers {
  const revealed = new Headers();
  new Headers(headers ?? {}).forEach((value, name) => revealed.append(name, secrets.reveal(name, value, host)));
  return revealed;
}

function toSignal(own: AbortSignal | null | undefined, call: AbortSignal): AbortSignal {
  return own === null || own === undefined ? call : AbortSignal.any([own, call]);
}
