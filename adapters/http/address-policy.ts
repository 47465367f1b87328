import { BlockList, isIP, isIPv6 } from 'node:net';

export interface AddressPolicy {
  /** True for a public unicast address. */
  isPublic(address: string): boolean;
  /** True where the operator has opened the range that holds the address. */
  isOpened(address: string): boolean;
}

/** Builds the judge of addresses. `allowedCidrs` are private ranges the operator opens, such as `192.168.1.0/24`. */
export function createAddressPolicy(allowedCidrs: readonly string[] = []): AddressPolicy {
  const opened = new BlockList();
  for (const cidr of allowedCidrs) addCidr(opened, cidr);
  return {
    isPublic: isPublicUnicast,
    isOpened: (address) =>
      isIP(address) !== 0 && !matches(METADATA, address) && allowedCidrs.length > 0 && matches(opened, address),
  };
}

/** True for addresses that are routed on the public internet; false for anything unusual or malformed. */
export function isPublicUnicast(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false;
  // An address that carries another one inside (mapped, 6to4, NAT64, Teredo) lies outside of these ranges or is listed.
  if (isIPv6(address)) return matches(GLOBAL_V6, address) && !matches(SPECIAL_V6, address);
  return !matches(SPECIAL_V4, address);
}

/** Ranges of the IANA IPv4 special-purpose registry, with multicast and the reserved block. */
const SPECIAL_V4 = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);
/** The only block out of which IPv6 global unicast is assigned. */
const GLOBAL_V6 = blockList(['2000::/3']);
/** Inside of it: protocol assignments with Teredo and ORCHID, documentation, 6to4. */
const SPECIAL_V6 = blockList(['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']);
/** Cloud metadata services hand out credentials: never opened, whatever the operator lists. */
const METADATA = blockList(['169.254.169.254/32', '169.254.170.2/32', '100.100.100.200/32', 'fd00:ec2::254/128']);

function blockList(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) addCidr(list, cidr);
  return list;
}

function addCidr(list: BlockList, cidr: string): void {
  const [address = '', bits, ...rest] = cidr.split('/');
  const family = isIP(address);
  const prefix = bits === undefined ? (family === 6 ? 128 : 32) : Number(bits);
  if (
    family === 0 ||
    rest.length > 0 ||
    !Number.isInteger(prefix) ||
    prefix < 0 ||
    prefix > (family === 6 ? 128 : 32)
  ) {
    throw new Error(`"${cidr}" is not an address range. Write it like 192.168.1.0/24 or fd12:3456::/32.`);
  }
  list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
}

function matches(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
