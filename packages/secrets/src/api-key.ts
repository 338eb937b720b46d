import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Makes a project key `tg_<env>_<43 random characters><6 characters of checksum>`: 256 random bits. */
export function generateApiKey(environment: string): string {
  const random = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43);
  const body = `tg_${environment}_${random}`;
  return body + checksum(body);
}

/** Whether a string has the form of a key of ours with the right checksum: what a secret scanner asks. */
export function isWellFormedApiKey(key: string): boolean {
  return /^tg_[a-z0-9]{1,16}_[0-9A-Za-z]{49}$/.test(key) && checksum(key.slice(0, -6)) === key.slice(-6);
}

/** SHA-256 in hex. A slow hash would add nothing to 256 random bits and cost CPU on every request. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** What may be shown of a key to tell it from others. */
export function apiKeyHint(key: string): string {
  const prefix = /^tg_[a-z0-9]{1,16}_/.exec(key)?.[0] ?? '';
  return `${prefix}…${key.slice(-4)}`;
}

/**
 * The same for a text that was sent as a key and is none: `null` when it is so short that its end would give it away, or no text of
 * the kind that keys are.
 */
export function refusedKeyHint(text: string): string | null {
  return text.length >= 16 && /[\x21-\x7e]{4}$/.test(text) ? apiKeyHint(text) : null;
}

function checksum(body: string): string {
  return base62(BigInt(crc32(body)), 6);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = BASE62.charAt(Number(rest % 62n)) + text;
  return text;
}
