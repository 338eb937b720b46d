import { hash, randomBytes } from 'node:crypto';
import * as z from 'zod';

export const INVITATION_LIFE_MS = 7 * 86_400_000;

/** The secret part of an invitation's link: 256 random bits. */
export function newInvitationToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token; it cannot be turned back. */
export function hashInvitationToken(token: string): string {
  return hash('sha256', token, 'hex');
}

export function invitationLink(publicUrl: string, token: string): string {
  return `${publicUrl}/invite/${token}`;
}

export const invitationTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'This is not an invitation link.');
