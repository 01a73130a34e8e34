/** How long a phone's pass lives. */
export const passLifetimeMinutes = 1440;

/** The longest that a pass on paper is valid: so long the charter keeps a retired issuer's key (tools/keys/charter.ts). */
export const longestPaperDays = 180;
