import { isNeverDialledAddress } from './is-never-dialled-address.ts';
import { isPrivateAddress } from './is-private-address.ts';

/**
 * The WHATWG parser is in every JavaScript host but not in the language's own type library, and this ring admits no Node or DOM
 * types. A parser of our own was rejected: the dialler parses with this one, and two parsers that disagree about where a host
 * ends are how such checks get bypassed.
 */
declare const URL: new (url: string) => {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
  readonly href: string;
};

export type BaseUrlCheck = { ok: true; url: string } | { ok: false; message: string };

const MAX_LENGTH = 2048;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
/** Names that resolve inside a machine, a cluster or an office, whatever they resolve to. */
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'lan',
  'corp',
  'home',
  'home.arpa',
  'svc',
];
/** Ports of well-known services that are not HTTP: an HTTP request sent there can be read as commands. */
const NON_HTTP_PORTS = new Set([
  21, 22, 23, 25, 53, 110, 111, 135, 139, 143, 389, 445, 465, 514, 587, 636, 993, 995, 1433, 1521, 2049, 2181, 2375, 2376, 2379, 3306, 3389,
  5432, 5672, 5900, 6379, 6380, 9042, 9092, 10250, 11211, 26379, 27017,
]);

/**
 * Judges a base URL that a tenant gives, before it is stored and before it is dialled. It sees the text only: a name that resolves
 * to a private address is the resolver's to refuse, at the moment of the dial.
 *
 * @param options.allowPrivate the operator admits upstreams on this machine or network, over http too.
 * @returns the URL as the dialler will read it, without trailing slashes; or a sentence that says what to do.
 */
export function checkBaseUrl(url: string, options: { allowPrivate: boolean }): BaseUrlCheck {
  const text = url.trim();
  if (text === '') return refuse('Enter the base URL, such as https://api.openai.com/v1.');
  if (text.length > MAX_LENGTH) return refuse(`Shorten the base URL to at most ${MAX_LENGTH} characters.`);
  // The parser drops tabs and newlines in silence; what is checked must be what the reader sees.
  if (/[\s\\]/.test(text) || hasControlCharacter(text))
    return refuse('Remove spaces, backslashes and control characters from the base URL.');

  const parsed = parse(text);
  if (parsed === null) return refuse('This is not a URL. Write it in full, such as https://api.openai.com/v1.');
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return refuse('Use an https:// URL.');
  if (parsed.protocol === 'http:' && !options.allowPrivate)
    return refuse('Use https:// instead of http://: prompts and keys must travel encrypted.');
  if (parsed.username !== '' || parsed.password !== '') {
    return refuse('Remove the user name and password (everything up to "@") from the base URL; the secret belongs in the key field.');
  }
  // An empty query or fragment is '' to the parser and yet stays in the URL.
  if (text.includes('?')) return refuse('Remove the query (everything from "?") from the base URL.');
  if (text.includes('#')) return refuse('Remove the fragment (everything from "#") from the base URL.');

  const host = parsed.hostname.replace(/\.$/, '');
  const address = host.startsWith('[') ? host.slice(1, -1) : IPV4.test(host) ? host : null;
  if (address !== null && isNeverDialledAddress(address))
    return refuse(`${address} is not the address of a model server. Use the host name of the provider.`);
  if (host === 'metadata.google.internal') return refuse(`${host} is not a model server. Use the host name of the provider.`);
  if (!options.allowPrivate) {
    if (address !== null && isPrivateAddress(address)) {
      return refuse(`${address} is a private address. Use a public host name, or ask the operator to allow private upstreams.`);
    }
    if (address === null && isPrivateName(host)) {
      return refuse(`"${host}" names a private host. Use a public host name, or ask the operator to allow private upstreams.`);
    }
    if (NON_HTTP_PORTS.has(Number(parsed.port)))
      return refuse(`Port ${parsed.port} belongs to a service that does not speak HTTP. Use the port of the provider's API.`);
  }
  return { ok: true, url: parsed.href.replace(/\/+$/, '') };
}

function refuse(message: string): BaseUrlCheck {
  return { ok: false, message };
}

function parse(text: string): InstanceType<typeof URL> | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A single label is completed by the machine's search domains, so it is private however public it looks. */
function isPrivateName(host: string): boolean {
  return !host.includes('.') || PRIVATE_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 32 || text.charCodeAt(i) === 127) return true;
  return false;
}
