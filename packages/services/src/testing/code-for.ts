import { Secret, TOTP } from 'otpauth';
import type { Services } from '../context.ts';

/** What an authenticator app with this secret shows now, or `offsetMs` from now. */
export function codeFor({ clock }: Pick<Services, 'clock'>, secret: string, offsetMs = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock() + offsetMs });
}
