import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HostAddress } from "../../../src/hosting/broker/dial.ts";
import { createGrantCheck } from "../../../src/hosting/broker/grant-check.ts";
import { createNetwork } from "../../../src/hosting/broker/network.ts";
import { createSecrets } from "../../../src/hosting/broker/secrets.ts";
import { createAdmitted, createCall, toRejection } from "../admitted.ts";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let server: Server;
let port: number;
let received: Received[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { headers, method = "", url = "" } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString("utf8") });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answer = (_, response) => response.end("hello");
});

/** A network whose names all lead to the loopback server unless the test says otherwise. */
function open(
  grants: readonly string[],
  {
    addresses = {},
    values = {},
  }: { readonly addresses?: Record<string, readonly string[]>; readonly values?: Record<string, string> } = {},
) {
  const plugin = createAdmitted({ grants });
  const check = createGrantCheck(plugin);
  const secrets = createSecrets(plugin, check, values);
  const asked: string[] = [];
  const fetch = createNetwork(check, secrets, async (hostname): Promise<HostAddress[]> => {
    asked.push(hostname);
    return (addresses[hostname] ?? ["127.0.0.1"]).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  });
  return {
    asked,
    secrets,
    fetch: (url: string, init?: RequestInit, signal?: AbortSignal) => fetch(url, init, createCall(signal === undefined ? {} : { signal })),
  };
}

const loopback = (): string => `net:127.0.0.1:${port}`;
const base = (host = "127.0.0.1"): string => `http://${host}:${port}`;
const redirectTo =
  (location: string, status = 302) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url === "/start") response.writeHead(status, { location }).end("moved");
    else response.end("arrived");
  };

describe("a request", () => {
  test("reaches a host that is granted literally, and its answer looks like the platform's", async () => {
    answer = (_, response) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response.writeHead(201, "Made", { "content-type": "application/json" }).end('{"a":1}');
    };
    const response = await open([loopback()]).fetch(`${base()}/path?q=1`, { method: "post", body: "données" });
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.statusText, response.ok, response.url, response.redirected]).toEqual([
      201,
      "Made",
      true,
      `${base()}/path?q=1`,
      false,
    ]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.json()).toEqual({ a: 1 });
    expect(received).toEqual([
      expect.objectContaining({
        method: "POST",
        url: "/path?q=1",
        body: "données",
        headers: expect.objectContaining({
          "content-type": "text/plain;charset=UTF-8",
          "content-length": "8",
          host: `127.0.0.1:${port}`,
        }) as object,
      }),
    ]);
  });

  test("sends every kind of body that the platform knows", async () => {
    const { fetch } = open([loopback()]);
    const form = new FormData();
    form.set("key", "value");
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("streamed"));
        controller.close();
      },
    });
    for (const body of ["text", new URLSearchParams({ a: "1" }), new Uint8Array([104, 105]), new Blob(["blob"]), form, stream])
      await (await fetch(base(), { method: "PUT", body })).text();
    expect(received.map(({ body }) => body)).toEqual([
      "text",
      "a=1",
      "hi",
      "blob",
      expect.stringContaining('name="key"') as string,
      "streamed",
    ]);
  });

  test("has no body to read where there is none", async () => {
    answer = (_, response) => response.writeHead(204).end();
    expect((await open([loopback()]).fetch(base())).body).toBeNull();
    answer = (_, response) => response.writeHead(200, { "content-length": "5" }).end();
    expect((await open([loopback()]).fetch(base(), { method: "HEAD" })).body).toBeNull();
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ] as const)("reads a body that was compressed with %s", async (encoding, compress) => {
    answer = (_, response) => response.writeHead(200, { "content-encoding": encoding }).end(compress("compressed"));
    expect(await (await open([loopback()]).fetch(base())).text()).toBe("compressed");
  });

  test("rejects when a compressed body is damaged", async () => {
    answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip");
    expect(await toRejection((await open([loopback()]).fetch(base())).text())).toBeInstanceOf(Error);
  });

  test("cannot set what says where it goes or how it travels", async () => {
    await open([loopback()]).fetch(base(), {
      headers: { host: "other.example", "transfer-encoding": "chunked", connection: "upgrade", "x-own": "1" },
    });
    expect(received[0]?.headers).toMatchObject({ host: `127.0.0.1:${port}`, connection: "close", "x-own": "1" });
    expect(received[0]?.headers).not.toHaveProperty("transfer-encoding");
  });

  test("rejects with the system's error when nobody listens", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect((await toRejection(open([`net:127.0.0.1:${free}`]).fetch(`http://127.0.0.1:${free}`))).code).toBe("ECONNREFUSED");
  });
});

describe("hosts", () => {
  const refusal = async (url: string, grants: readonly string[], addresses: Record<string, readonly string[]> = {}): Promise<string> => {
    const error = await toRejection(open(grants, { addresses }).fetch(url));
    expect(error.code).toBe("PERMISSION_DENIED");
    return error.message;
  };

  test("must be granted, with their port", async () => {
    expect(await refusal(`${base()}/`, [])).toBe(`probe@1.0.0 is not granted ${loopback()}`);
    expect(await refusal(base(), ["net:127.0.0.1:443"])).toBe(`probe@1.0.0 is not granted ${loopback()}`);
    expect(await refusal("http://api.acme.dev/", ["net:api.acme.dev:443"])).toBe("probe@1.0.0 is not granted net:api.acme.dev:80");
    expect(await refusal("https://a.b.acme.dev/", ["net:*.acme.dev:443"])).toBe("probe@1.0.0 is not granted net:a.b.acme.dev:443");
    expect(received).toEqual([]);
  });

  test("are the same however an address is written", async () => {
    for (const host of ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1."]) {
      expect(await refusal(base(host), [])).toBe(`probe@1.0.0 is not granted ${loopback()}`);
      expect(await (await open([loopback()]).fetch(base(host))).text()).toBe("hello");
    }
    expect(await refusal("http://[::ffff:127.0.0.1]/", [])).toBe("probe@1.0.0 is not granted net:[::ffff:7f00:1]:80");
  });

  test("are the same with a trailing dot and in capitals", async () => {
    const { asked, fetch } = open([`net:localhost:${port}`]);
    expect(await (await fetch(base("LOCALHOST."))).text()).toBe("hello");
    expect([asked, received[0]?.headers["host"]]).toEqual([["localhost"], `localhost:${port}`]);
  });

  test("that lead to an inner address are refused, one bad address among good ones included", async () => {
    for (const address of ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:10.0.0.1", "fd00::1"])
      expect(await refusal("https://api.acme.dev/", ["net:api.acme.dev:443"], { "api.acme.dev": ["1.1.1.1", address] })).toBe(
        `probe@1.0.0 may not have net:api.acme.dev:443: it leads to the inner address ${address}`,
      );
    expect(await refusal("https://localhost.acme.dev/", ["net:*.acme.dev:443"])).toContain("inner address 127.0.0.1");
  });

  test("with no address at all are an error of the system, not a connection to somewhere", async () => {
    expect(
      await toRejection(open(["net:api.acme.dev:443"], { addresses: { "api.acme.dev": [] } }).fetch("https://api.acme.dev/")),
    ).toBeInstanceOf(Error);
  });

  test("are looked up once, and what was checked is what is dialled", async () => {
    const lookups: string[] = [];
    const plugin = createAdmitted({ grants: [`net:localhost:${port}`] });
    const check = createGrantCheck(plugin);
    const answers = ["127.0.0.1", "203.0.113.1"];
    const fetch = createNetwork(check, createSecrets(plugin, check, {}), async (hostname) => {
      lookups.push(hostname);
      return [{ address: answers.shift() ?? "203.0.113.1", family: 4 }];
    });
    expect(await (await fetch(base("localhost"), undefined, createCall())).text()).toBe("hello");
    expect(lookups).toEqual(["localhost"]);
  });

  test("are reached by http and https only, and without credentials in the URL", async () => {
    for (const url of ["ftp://127.0.0.1/", "file:///etc/passwd", "data:text/plain,hi", "ws://127.0.0.1/"])
      expect(await refusal(url, [loopback()])).toMatch(/: only http and https can be granted$/);
    expect(await refusal(`http://user:pass@127.0.0.1:${port}/`, [loopback()])).toBe(
      `probe@1.0.0 may not have ${loopback()}: its URL holds credentials`,
    );
    expect(await toRejection(open([]).fetch("not a url"))).toBeInstanceOf(TypeError);
  });
});

describe("redirects", () => {
  test("are followed, and the answer says so", async () => {
    answer = redirectTo("/end?x=1");
    const response = await open([loopback()]).fetch(`${base()}/start`);
    expect([await response.text(), response.url, response.redirected]).toEqual(["arrived", `${base()}/end?x=1`, true]);
  });

  test("are each held against the grants", async () => {
    answer = redirectTo("https://evil.example/");
    expect((await toRejection(open([loopback()]).fetch(`${base()}/start`))).message).toBe(
      "probe@1.0.0 is not granted net:evil.example:443",
    );
    answer = redirectTo(`http://inner.acme.dev:${port}/`);
    expect((await toRejection(open([loopback(), `net:inner.acme.dev:${port}`]).fetch(`${base()}/start`))).message).toContain(
      "it leads to the inner address 127.0.0.1",
    );
    answer = redirectTo("file:///etc/passwd");
    expect((await toRejection(open([loopback()]).fetch(`${base()}/start`))).message).toContain("only http and https");
    expect(received.map(({ url }) => url)).toEqual(["/start", "/start", "/start"]);
  });

  test("end after ten", async () => {
    answer = (_, response) => response.writeHead(302, { location: "/again" }).end();
    expect((await toRejection(open([loopback()]).fetch(base()))).message).toBe(
      `probe@1.0.0 may not have net:127.0.0.1:${port}: it redirects more than 10 times`,
    );
    expect(received).toHaveLength(11);
  });

  test.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [302, "PUT", "PUT", "body"],
    [307, "POST", "POST", "body"],
    [308, "POST", "POST", "body"],
  ])("by a %i make a %s a %s", async (status, method, next, body) => {
    answer = redirectTo("/end", status);
    await open([loopback()]).fetch(`${base()}/start`, { method, body: "body" });
    expect(received.map((request) => [request.method, request.body])).toEqual([
      [method, "body"],
      [next, body],
    ]);
    expect(received[1]?.headers["content-type"]).toBe(body === "" ? undefined : "text/plain;charset=UTF-8");
  });

  test("by a 303 leave a HEAD what it is", async () => {
    answer = redirectTo("/end", 303);
    await open([loopback()]).fetch(`${base()}/start`, { method: "HEAD" });
    expect(received.map(({ method }) => method)).toEqual(["HEAD", "HEAD"]);
  });

  test("are left to the plugin, or refused, when it says so", async () => {
    answer = redirectTo("/end");
    const { fetch } = open([loopback()]);
    const response = await fetch(`${base()}/start`, { redirect: "manual" });
    expect([response.status, response.headers.get("location"), await response.text()]).toEqual([302, "/end", "moved"]);
    expect((await toRejection(fetch(`${base()}/start`, { redirect: "error" }))).message).toBe(
      `${base()} redirects, and the request says that it must not`,
    );
    expect(received).toHaveLength(2);
  });
});

describe("secrets", () => {
  const bound = (): string => `secret:TOKEN:header:authorization@127.0.0.1:${port}`;
  const values = { TOKEN: "s3cr$&t" };

  test("are stand-ins that the bound header to the bound host turns into the value", async () => {
    const { fetch, secrets } = open([loopback(), bound()], { values });
    const standIn = secrets.get("TOKEN");
    expect(standIn).toMatch(/^kodex-secret-probe-[0-9a-f-]{36}$/);
    expect(secrets.get("TOKEN")).toBe(standIn);
    await fetch(`${base()}/?q=${standIn}`, { method: "POST", headers: { Authorization: `Bearer ${standIn}` }, body: standIn });
    expect(received[0]).toMatchObject({ url: `/?q=${standIn}`, body: standIn, headers: { authorization: "Bearer s3cr$&t" } });
  });

  test("go into no other header and to no other host", async () => {
    const { fetch, secrets } = open([loopback(), `net:localhost:${port}`, bound()], { values });
    const standIn = secrets.get("TOKEN");
    expect((await toRejection(fetch(base(), { headers: { "x-token": standIn } }))).message).toBe(
      `probe@1.0.0 is not granted secret:TOKEN:header:x-token@127.0.0.1:${port}`,
    );
    expect((await toRejection(fetch(base("localhost"), { headers: { authorization: standIn } }))).message).toBe(
      `probe@1.0.0 is not granted secret:TOKEN:header:authorization@localhost:${port}`,
    );
    expect(received).toEqual([]);
  });

  test("stay behind when a redirect leads to another place, with everything else that was meant for the first", async () => {
    answer = redirectTo(`http://localhost:${port}/end`);
    const { fetch, secrets } = open([loopback(), `net:localhost:${port}`, bound(), `secret:TOKEN:header:x-token@127.0.0.1:${port}`], {
      values,
    });
    const standIn = secrets.get("TOKEN");
    await fetch(`${base()}/start`, { headers: { authorization: standIn, "x-token": standIn, cookie: "a=1", "x-other": "kept" } });
    expect(received[0]?.headers).toMatchObject({ authorization: "s3cr$&t", "x-token": "s3cr$&t", cookie: "a=1" });
    expect(received[1]?.headers).toMatchObject({ "x-other": "kept", host: `localhost:${port}` });
    for (const name of ["authorization", "x-token", "cookie"]) expect(received[1]?.headers).not.toHaveProperty(name);
  });

  test("are put in anew when a redirect stays at the place", async () => {
    answer = redirectTo("/end");
    const { fetch, secrets } = open([loopback(), bound()], { values });
    await fetch(`${base()}/start`, { headers: { authorization: secrets.get("TOKEN") } });
    expect(received.map(({ headers }) => headers["authorization"])).toEqual(["s3cr$&t", "s3cr$&t"]);
  });

  test("must be granted and there; a value that fits no header is not told by an error", () => {
    const { secrets } = open([bound(), "secret:NONE:header:a@b:1", "secret:BAD:header:a@b:1", "secret:constructor:header:a@b:1"], {
      values: { TOKEN: "t", OTHER: "o", BAD: "line\nbreak" },
    });
    expect(() => secrets.get("OTHER")).toThrow("probe@1.0.0 is not granted secret:OTHER:header:authorization@*");
    expect(() => secrets.get("NONE")).toThrow("probe@1.0.0 may not have secret:NONE: the host has no such secret");
    expect(() => secrets.get("constructor")).toThrow("the host has no such secret");
    expect(() => secrets.get("BAD")).toThrow("probe@1.0.0 may not have secret:BAD: it holds what no header may hold");
  });
});

describe("the end of the call", () => {
  test("ends a request that waits for its answer", async () => {
    const controller = new AbortController();
    let isClosed: Promise<void> = Promise.resolve();
    answer = (request) => {
      isClosed = new Promise((resolve) => request.socket.once("close", () => resolve()));
      controller.abort(new Error("out of time"));
    };
    expect((await toRejection(open([loopback()]).fetch(base(), undefined, controller.signal))).message).toBe("out of time");
    await isClosed;
  });

  test("ends the reading of a body without an end", async () => {
    const controller = new AbortController();
    answer = (_, response) => void response.write("first");
    const response = await open([loopback()]).fetch(base(), undefined, controller.signal);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
    const rest = toRejection(Promise.resolve(reader?.read()));
    controller.abort(new Error("out of time"));
    expect(await rest).toBeInstanceOf(Error);
  });

  test("keeps a request from being sent", async () => {
    expect((await toRejection(open([loopback()]).fetch(base(), undefined, AbortSignal.abort(new Error("over"))))).message).toBe("over");
    expect((await toRejection(open([loopback()]).fetch(base(), { signal: AbortSignal.abort(new Error("own")) }))).message).toBe("own");
    expect(received).toEqual([]);
  });
});
