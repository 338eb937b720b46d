import ipaddr from 'ipaddr.js';

/** Metadata services outside the link-local ranges: Alibaba Cloud's, and AWS's over IPv6. */
const METADATA = new Set(['100.100.100.200', 'fd00:ec2::254']);
const NEVER = new Set(['linkLocal', 'multicast', 'broadcast', 'reserved', 'unspecified']);

/**
 * Whether an address is refused even where private upstreams are allowed: no model server lives on a link-local, multicast,
 * reserved or unspecified address, but every cloud's credential endpoint does live on a link-local one.
 */
export function isNeverDialledAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  // `process` unwraps IPv4-mapped addresses, so that ::ffff:169.254.169.254 is judged as what it reaches.
  const parsed = ipaddr.process(address);
  return NEVER.has(parsed.range()) || METADATA.has(parsed.toString());
}
