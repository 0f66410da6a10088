import fc from "fast-check";
import { expect, test } from "vitest";
import { isInnerAddress } from "../../../src/hosting/broker/inner-addresses.ts";

test.each([
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.255",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:169.254.169.254",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "ff02::1",
])("%s is inner", (address) => expect(isInnerAddress(address)).toBe(true));

test.each([
  "1.1.1.1",
  "11.0.0.1",
  "172.15.0.1",
  "172.32.0.1",
  "192.167.0.1",
  "223.255.255.255",
  "2606:4700::1111",
  "2a00:1450::1",
  "::ffff:8.8.8.8",
])("%s is not", (address) => expect(isInnerAddress(address)).toBe(false));

test("property: an IPv4-mapped address is inner exactly when its IPv4 address is", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isInnerAddress(`::ffff:${address}`)).toBe(isInnerAddress(address));
    }),
  );
});
