import type { ChartedKey } from '../../domain/bundle/charter.ts';
import type { Audience } from '../../domain/pass/challenge.ts';
import type { ShowingWindow } from '../../domain/policy/policy.ts';

/** What a verification is made against. Everything comes from the signed bundle and this device; no network is asked. */
export interface VerifyingContext {
  /** UTC ms by the device's best clock. */
  now: number;
  window: ShowingWindow;
  /** Issuers by key id, from `importIssuers`. */
  issuers: Issuers;
  /** True when this very showing was already used here. */
  used: (replayKey: string) => boolean;
  /** This sentry, when it shows codes to be answered; what answers a code cannot be checked without. */
  audience?: Audience & {
    /** True while an answer to this challenge is taken. */
    knows: (challenge: Uint8Array) => boolean;
  };
}

/** Issuers' keys by id, each with the time in which its signatures are believed. */
export type Issuers = ReadonlyMap<number, Pick<ChartedKey, 'notBefore' | 'notAfter'> & { key: CryptoKey }>;
