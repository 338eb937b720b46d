import ipaddr from 'ipaddr.js';

/** All of today's public IPv6 unicast; whatever lies outside (`fec0::/10`, `::/96`, `64:ff9b:1::/48`, …) reaches no public host. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Inside 2000::/3, but set aside after ipaddr.js drew its table: documentation (RFC 9637). */
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20');

/**
 * Whether an IP address is anything but a public unicast address: loopback, private, link-local, carrier-grade NAT, multicast,
 * documentation, benchmarking, reserved, or a form that hides an IPv4 address inside an IPv6 one (mapped, compatible, 6to4,
 * Teredo, NAT64). Hidden addresses are refused whatever they hide: no provider is reached by them.
 *
 * It is an allow list turned round, so an address nobody thought of is private; so is text that is no address.
 */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return true;
  return parsed instanceof ipaddr.IPv6 && (!parsed.match(GLOBAL_UNICAST) || parsed.match(DOCUMENTATION));
}
