import type { Facts } from '../policy/facts.ts';
import { localHour } from '../time/local-day.ts';
import { pinRounds, type PinHash } from './pin.ts';

/**
 * What bystanders at a gate hear and see of somebody who is not admitted.
 * - usual: discreet for a red status and a positive test, in full for all else
 * - discreet: the alarm and “staff, please” for everybody; why is shown after a tap
 * - full: the reason at once, spoken too
 */
export const bystanderModes = ['usual', 'discreet', 'full'] as const;
export type BystanderMode = (typeof bystanderModes)[number];

/** How the sentries of one site behave towards people: its owner's choice, and no part of any verdict. */
export interface GateSettings {
  /** When they were last changed, UTC ms; 0: never. */
  version: number;
  bystanders: BystanderMode;
  /** How loud voice and siren are, per cent. An alarm is never silent by day. */
  volume: number;
  /** How loud they are in the quiet hours, per cent; 0: silent. */
  quietVolume: number;
  /** The district's hours in which the quiet hours begin and end; null: there are none. */
  quietFrom: number | null;
  quietTo: number | null;
  /** The district's hour in which the page is loaded anew while nobody is there; null: never. */
  restartHour: number | null;
  /** What the staff's PIN is checked by; null while the site has none. */
  pin: PinHash | null;
}

/** What is offered and taken for a volume. */
export const volumeRange = { min: 20, max: 100 } as const;

/** What holds at a site whose owner changed nothing. */
export const usualGateSettings: GateSettings = {
  version: 0,
  bystanders: 'usual',
  volume: 100,
  quietVolume: 40,
  quietFrom: null,
  quietTo: null,
  restartHour: 3,
  pin: null,
};

/** How loud it is at a time, 0 to 1. @param now UTC ms */
export function volumeAt({ volume, quietVolume, quietFrom, quietTo }: GateSettings, now: number): number {
  return (isWithin(localHour(now), quietFrom, quietTo) ? quietVolume : volume) / 100;
}

/** Whether an hour lies from one on and before another; the end may be of the next day. */
function isWithin(hour: number, from: number | null, to: number | null): boolean {
  if (from === null || to === null || from === to) return false;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** What of a passage says whether bystanders may learn its reasons. */
export interface SeenPassage {
  outcome: string;
  rules: readonly string[];
  facts: Pick<Facts, 'colour' | 'result'> | undefined;
}

/** Whether the reasons are kept from bystanders. */
export function isDiscreet(mode: BystanderMode, { outcome, rules, facts }: SeenPassage): boolean {
  if (outcome === 'admit' || mode === 'full') return false;
  if (mode === 'discreet') return true;
  // A revoked pass says that the status changed: to its bearer's neighbours that is the same as red.
  return facts?.colour === 'red' || facts?.result === 'positive' || rules.includes('pass.denied');
}

function isHour(value: unknown): boolean {
  return value === null || isWhole(value, 0, 23);
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isPin(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { salt, hash, rounds } = value as Partial<PinHash>;
  return (
    typeof salt === 'string' &&
    /^[\w-]{22}$/.test(salt) &&
    typeof hash === 'string' &&
    /^[\w-]{43}$/.test(hash) &&
    isWhole(rounds, pinRounds.least, pinRounds.most)
  );
}

/** Reads settings that came from outside. @returns null where a part is missing or wrong; parts of later versions are left out */
export function readGateSettings(value: unknown): GateSettings | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const { version, bystanders, volume, quietVolume, quietFrom, quietTo, restartHour, pin } =
    value as Partial<GateSettings>;
  const good =
    isWhole(version, 0, Number.MAX_SAFE_INTEGER) &&
    bystanderModes.includes(bystanders as BystanderMode) &&
    isWhole(volume, volumeRange.min, volumeRange.max) &&
    isWhole(quietVolume, 0, 100) &&
    [quietFrom, quietTo, restartHour].every(isHour) &&
    isPin(pin);
  if (!good) return null;
  return { version, bystanders, volume, quietVolume, quietFrom, quietTo, restartHour, pin } as GateSettings;
}
