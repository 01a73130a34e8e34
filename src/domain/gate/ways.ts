import { directions } from '../scan/scan.ts';

/**
 * Which way people go through a sentry, as its site's owner or the fleet says. Through one that is for both nobody's direction is known but
 * where staff say it at the sentry itself.
 */
export const ways = [...directions, 'both'] as const;
export type Way = (typeof ways)[number];
