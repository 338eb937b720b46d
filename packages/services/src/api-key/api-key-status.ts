export type ApiKeyStatus = 'active' | 'expiring' | 'expired' | 'revoked';

const SOON_MS = 7 * 86_400_000;

/** `expiring`: replaced by another and in its overlap, or within a week of its end. */
export function apiKeyStatus(
  key: { revokedAt: Date | null; expiresAt: Date | null; rotatedToId: string | null },
  nowMs: number,
): ApiKeyStatus {
  if (key.revokedAt !== null) return 'revoked';
  if (key.expiresAt === null) return 'active';
  const leftMs = key.expiresAt.getTime() - nowMs;
  if (leftMs <= 0) return 'expired';
  return key.rotatedToId !== null || leftMs <= SOON_MS ? 'expiring' : 'active';
}
