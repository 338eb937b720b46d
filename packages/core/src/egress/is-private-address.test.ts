import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNeverDialledAddress } from './is-never-dialled-address.ts';
import { isPrivateAddress } from './is-private-address.ts';

/** First and last address of every range that must not be dialled. */
const PRIVATE = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
  ['::', '::1'],
  ['::127.0.0.1', '::ffff'],
  ['::ffff:0.0.0.0', '::ffff:255.255.255.255'],
  ['64:ff9b::', '64:ff9b::ffff:ffff'],
  ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['100::', '100::ffff:ffff:ffff:ffff'],
  ['2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];
const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '128.0.0.1',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001::200e',
];

describe('isPrivateAddress', () => {
  it.each(PRIVATE)('refuses the range from %s to %s at both ends', (first, last) => {
    expect([isPrivateAddress(first!), isPrivateAddress(last!)]).toEqual([true, true]);
  });

  it.each(PUBLIC)('admits the public address %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('refuses every IPv4 address in whatever IPv6 form it is hidden', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const form of [`::ffff:${hex}`, `::${hex}`, `2002:${hex}::`, `64:ff9b::${hex}`, `2001::${hex}`])
          expect(isPrivateAddress(form)).toBe(true);
      }),
    );
  });

  it('refuses what is no address and an address with a zone', () => {
    for (const text of ['', 'localhost', '1.2.3.4.5', '256.1.1.1', 'fe80::1%eth0', '1.1.1.1/8', ' 10.0.0.1'])
      expect(isPrivateAddress(text)).toBe(true);
  });
});

describe('isNeverDialledAddress', () => {
  it('refuses the metadata services of the clouds, also hidden in IPv6', () => {
    for (const address of ['169.254.169.254', '::ffff:169.254.169.254', '169.254.170.2', '100.100.100.200', 'fd00:ec2::254', 'fe80::1']) {
      expect(isNeverDialledAddress(address)).toBe(true);
    }
  });

  it('admits loopback and private networks, which an operator may allow', () => {
    for (const address of ['127.0.0.1', '::1', '10.0.0.5', '192.168.1.20', '172.17.0.2', 'fd12:3456::1'])
      expect(isNeverDialledAddress(address)).toBe(false);
  });
});
