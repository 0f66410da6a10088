import { request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** An address of a host. */
export interface HostAddress {
  /** IPv4 or IPv6. */
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
}

/** One request, ready to be sent. */
export interface OutgoingRequest {
  /** Method in capitals. */
  readonly method: string;
  /** Headers, secrets put in. */
  readonly headers: Headers;
  /** Body, if it has one. */
  readonly body: Buffer | undefined;
  /** Ends the request, and the reading of its answer. */
  readonly signal: AbortSignal;
}

/** Statuses whose answers have no body, by the Fetch standard. */
const NULL_BODY = new Set([101, 103, 204, 205, 304]);

/**
 * Sends one request to one of the given addresses, and to no other: the name is not looked up again, so that what was
 * checked is what is dialled. Every request has a connection of its own.
 */
export function dial(url: URL, addresses: readonly HostAddress[], { body, headers, method, signal }: OutgoingRequest): Promise<Response> {
  const lookup: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family);
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(
      url,
      { method, headers: Object.fromEntries(headers), agent: false, lookup, signal },
      (message) => {
        try {
          resolve(toResponse(message, method));
        } catch (error) {
          message.destroy();
          reject(error);
        }
      },
    );
    request.on("error", (error) => reject(signal.aborted ? signal.reason : error));
    request.end(body);
  });
}

function toResponse(message: IncomingMessage, method: string): Response {
  const { rawHeaders, statusCode = 0, statusMessage = "" } = message;
  const headers = new Headers();
  for (let place = 0; place + 1 < rawHeaders.length; place += 2)
    headers.append(rawHeaders[place] as string, rawHeaders[place + 1] as string);
  const hasBody = method !== "HEAD" && !NULL_BODY.has(statusCode);
  // Nobody reads it, so its connection can go.
  if (!hasBody) message.resume();
  const body = hasBody ? (Readable.toWeb(decode(message, headers)) as ReadableStream<Uint8Array>) : null;
  return new Response(body, { status: statusCode, statusText: statusMessage, headers });
}

/** The body as it was before it was compressed for the way. */
function decode(message: IncomingMessage, headers: Headers): Readable {
  const decoder = createDecoder(headers.get("content-encoding")?.trim().toLowerCase());
  if (decoder === undefined) return message;
  message.on("error", (error) => decoder.destroy(error));
  return message.pipe(decoder);
}

function createDecoder(encoding: string | undefined) {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "deflate") return createInflate();
  return encoding === "br" ? createBrotliDecompress() : undefined;
}
