import { isIPv6 } from 'node:net';

/** What one party holds as a whole: an IPv4 address as it is, of an IPv6 address its first 64 bits. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const plain = address.toLowerCase().split('%')[0] ?? '';
  const embedded = /(?:^|:)ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (embedded !== undefined) return embedded;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  // A gap stands for as many zeros as are missing; only those within the first four groups matter.
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - groups.length - after.length }, () => '0');
  return `${[...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
