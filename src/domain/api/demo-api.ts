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
    /** Of a citizen: what a phone is told once, so that it shows the full name. */
    idNumber?: string;
  }[];
  /** Somebody of the many whom an official can look for, by a phone number that nobody has. */
  findable: { name: string; phone: string };
  /** Somebody with two records, both found by this number; a demo of a version before has nobody. */
  twice?: { name: string; phone: string };
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
/** GET demo/tracing-key (demo district alone): what stands in for the escrow, which a real district's server never has. */
export interface DemoTracingKeyAnswer {
  /** 32 bytes each, base64url. */
  keys: { generation: number; secret: string }[];
}
/** POST demo/certify (demo district alone): the demo's custody officers sign for a browser of the asker's at once. */
export interface DemoCertifyRequest {
  key: number;
}
/** The cast: a healthy person; one whose last test is positive; yellow; a test too old; no test at all. */
export type DemoPerson = 'valid' | 'positive' | 'yellow' | 'old-test' | 'no-test';

/** The accounts of the demo's two officials (health, administrator): its charter binds their keys before the demo is seeded. */
export const demoOfficials: readonly [string, string] = ['demohealth00001', 'demoadmin000001'];

/** The accounts of the demo's two custody officers: its charter names them likewise. */
export const demoCustodians: readonly { account: string; name: string }[] = [
  { account: 'demodata0000001', name: '数据保护 · Data protection' },
  { account: 'demohealthlead1', name: '卫生健康 · Health' },
];
