/**
 * A host as permissions name it: `host:port`, by the WHATWG rules for hosts (lower case, IDNA), port 443 when there is
 * none. Undefined for what is not a host, for a wildcard that is not the whole left-most label, and for one that
 * would cover a whole top-level domain.
 */
export function toHostPort(text: string): string | undefined {
  const wildcard = text.startsWith("*.");
  const rest = wildcard ? text.slice(2) : text;
  if (/[\s/\\@?#*]/.test(rest) || rest === "") return undefined;
  let url: URL;
  try {
    url = new URL(`http://${rest}`);
  } catch {
    return undefined;
  }
  const port = /:(\d+)$/.exec(rest)?.[1] ?? "443";
  const host = url.hostname.replace(/\.$/, "");
  if (host === "" || url.username !== "" || Number(port) === 0) return undefined;
  if (wildcard && (host.startsWith("[") || /^[\d.]+$/.test(host) || !host.includes("."))) return undefined;
  return `${wildcard ? "*." : ""}${host}:${Number(port)}`;
}
