/** What the demo district’s pages and its server say to one another (api.ts). */
import type { PairingCodeAnswer } from './api.ts';

/** GET demo/cast (demo district alone). */
export interface DemoCastAnswer {
  logins: {
    face: 'me' | 'venue' | 'authority';
    role: string;
    name: string;
    email: string;
    password: string;
  }[];
  /** An example of a site code's address. */
  siteCode: string;
}
/** POST demo/pairing-code (demo district alone): a code for the demo gate, so that `sentry/?demo` pairs itself. */
export type DemoPairingCodeAnswer = PairingCodeAnswer;

/**
 * POST demo/pass (demo district alone): a pass of one of the cast, for the panel that plays visitors at `sentry/?demo`.
 * `ageMinutes` dates its issue back, so that an expired pass can be shown as well.
 */
export interface DemoPassRequest {
  person: DemoPerson;
  holderKey: string;
  ageMinutes: number;
}
/** A key that the demo's bundle alone believes: the id it is named by, and PKCS #8, base64url. */
export interface DemoSignerAnswer {
  kid: string;
  privateKey: string;
}
/** GET demo/foreign-signers (demo district alone): what signs the foreign credentials of the demo's visitors. */
export interface DemoForeignSignersAnswer {
  hcert: DemoSignerAnswer;
  card: DemoSignerAnswer;
}
/** The cast: a healthy person; one whose last test is positive; yellow; a test too old; no test at all. */
export type DemoPerson = 'valid' | 'positive' | 'yellow' | 'old-test' | 'no-test';
