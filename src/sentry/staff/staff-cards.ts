import { checkPin, hashPin } from '../../credentials/bytes/pin-hash.ts';
import type { PinHash } from '../../domain/gate/pin.ts';
import type { DeviceSettings } from '../../store/device/device-settings.ts';

/**
 * Cards of the staff's that open what the PIN opens, at this one sentry, without a network. They are enrolled behind the PIN, kept as hashes,
 * and end with it. A number can be copied from a card by who holds it: it is worth a PIN that is written down, and no more.
 */

export type CardStore = Pick<DeviceSettings, 'staffCards' | 'saveStaffCards'>;

/** All of a sentry's cards together take no longer to check than a PIN does; a card's number is longer than any PIN. */
const cardRounds = 75_000;

/** The most of one sentry's: each is checked by itself. */
export const mostCards = 8;

const secretOf = (number: string): string => `HSC1-staff-card.${number}`;

/** The cards that hold with a PIN. */
export async function cardsOf(store: CardStore, pin: PinHash): Promise<PinHash[]> {
  const kept = await store.staffCards();
  return kept?.of === pin.hash ? kept.cards : [];
}

/** Whether a card opens what the PIN opens. */
export async function knowsCard(store: CardStore, pin: PinHash, number: string): Promise<boolean> {
  for (const card of await cardsOf(store, pin)) if (await checkPin(secretOf(number), card)) return true;
  return false;
}

/** Enrols a card. The caller has seen to it that the PIN is open. @param rounds of the hash; tests make weaker ones */
export async function enrolCard(
  store: CardStore,
  pin: PinHash,
  number: string,
  rounds = cardRounds,
): Promise<'taken' | 'known' | 'full'> {
  if (await knowsCard(store, pin, number)) return 'known';
  const cards = await cardsOf(store, pin);
  if (cards.length >= mostCards) return 'full';
  await store.saveStaffCards({ of: pin.hash, cards: [...cards, await hashPin(secretOf(number), rounds)] });
  return 'taken';
}

/** No card opens anything any more. */
export function forgetCards(store: CardStore, pin: PinHash): Promise<void> {
  return store.saveStaffCards({ of: pin.hash, cards: [] });
}
