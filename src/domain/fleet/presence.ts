/**
 * Whether a sentry counts as online: paired, heard at least once, and not silent. What "silent" is stands in one place,
 * server/fleet/silence.ts; every screen shows what it says.
 * @param revoked 1 when its pairing was ended
 */
export function isOnline(revoked: number, row: { lastSeen: number; silentSince: number }): boolean {
  return revoked === 0 && row.lastSeen > 0 && row.silentSince === 0;
}
