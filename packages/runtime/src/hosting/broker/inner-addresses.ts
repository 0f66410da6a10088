import { BlockList, isIP, isIPv6 } from "node:net";

/** Whether an address is one of the machine, of its network, of the link, or of nobody. */
export function isInnerAddress(address: string): boolean {
  // A zone, as in `fe80::1%eth0`, is no part of the address.
  const [plain = ""] = address.split("%");
  return INNER.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
}

/** 4 or 6 for an address, 0 for a name. */
export function toFamily(host: string): number {
  return isIP(host);
}

/** The special-purpose registries of RFC 6890; forms of IPv6 that carry an IPv4 address are refused as a whole. */
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
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as const)
    list.addSubnet(network, prefix, "ipv4");
  for (const [network, prefix] of [
    // Unspecified, loopback and IPv4-compatible. An IPv4-mapped address is held against the list above.
    ["::", 96],
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["100::", 64],
    // Teredo and 6to4.
    ["2001::", 32],
    ["2001:db8::", 32],
    ["2002::", 16],
    ["fc00::", 7],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  ] as const)
    list.addSubnet(network, prefix, "ipv6");
  return list;
}
