/** Longer texts are cut: a message is a sentence for people, not a dump. */
const LONGEST = 400;

/** Shapes of keys and account ids that providers repeat in their errors. */
const SECRETS =
  /\b(?:sk|pk|rk|gsk|xai|tg|csk|pplx|r8|fw|key|org|proj|user)[-_][A-Za-z0-9*_-]{6,}|\bAIza[A-Za-z0-9_-]{10,}|\bBearer\s+\S+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The provider's own sentence on one line, bounded, without keys. */
export function cleanMessage(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().replace(SECRETS, '[redacted]');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** A page of HTML says what it is in its title; the rest is furniture. */
export function titleOfHtml(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html);
  return title?.[1] === undefined ? '' : title[1].trim();
}

export function isHtml(body: string): boolean {
  return /^\s*</.test(body);
}
