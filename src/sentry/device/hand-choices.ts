import { directions, type Direction } from '../../domain/scan/scan.ts';

/** How staff use this sentry: what they chose on it stays until they choose again. */
export interface HandChoices {
  /** A guard holds it and goes to people; else it stands at a gate, and they come to it. */
  handHeld: boolean;
  /** Which way people go here; null: it is not recorded. */
  direction: Direction | null;
}

const key = 'sitecode.hand';

export const atTheGate: HandChoices = { handHeld: false, direction: null };

/** What was chosen; at the gate where nothing was, or the browser keeps nothing. */
export function handChoices(): HandChoices {
  try {
    const { handHeld, direction } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<HandChoices>;
    return {
      handHeld: handHeld === true,
      direction: directions.find((one) => one === direction) ?? null,
    };
  } catch {
    return atTheGate;
  }
}

export function rememberHand(choices: HandChoices): void {
  try {
    localStorage.setItem(key, JSON.stringify(choices));
  } catch {
    // chosen for this start alone
  }
}
