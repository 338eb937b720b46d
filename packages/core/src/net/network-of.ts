const MAPPED_IPV4 = '::ffff:';

/** Whom an address stands for: an IPv4 address as it is, an IPv6 one as the first four groups of its long form, which one subscriber has. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  if (address.startsWith(MAPPED_IPV4) && address.includes('.')) return address.slice(MAPPED_IPV4.length);
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (address.includes('::')) {
    const last = tail === '' ? [] : tail.split(':');
    while (groups.length + last.length < 8) groups.push('0');
    groups.push(...last);
  }
  return groups.slice(0, 4).join(':');
}

/** The same, but that every way to name this machine is one: a browser may say `::1` where a client says `127.0.0.1`. */
export function callerNetwork(address: string): string {
  const network = networkOf(address);
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(network) ? 'loopback' : network;
}
