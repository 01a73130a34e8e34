import { openDB, type IDBPDatabase } from 'idb';
import {
  createHolderKey,
  holdPass,
  holderPoint,
  showPass,
  type HeldPass,
} from '../../credentials/pass/holder.ts';
import { base64url, fromBase64url } from '../../domain/bytes/bytes.ts';
import { decodeSentryCode, type SentryCode } from '../../domain/pass/challenge.ts';
import type { DemoPerson, DemoSignerAnswer } from '../../domain/api/demo-api.ts';
import { passEnd } from '../../domain/pass/health-pass.ts';
import { ApiError, type ApiClient } from '../../sync/api-client.ts';
import { demoHealthCard, demoHealthCertificate, type DemoSignerKey } from './demo-credentials.ts';

/** Everybody the panel can bring before the camera. */
export const visitors = [
  'valid',
  'feverish',
  'positive',
  'old-test',
  'no-test',
  'yellow',
  'expired',
  'screenshot',
  'forged',
  'replayed',
  'hcert',
  'smart-health-card',
  'answering',
  'stranger',
] as const;
export type Visitor = (typeof visitors)[number];

/** A pass as the panel keeps it, so that a demo goes on with the server gone. */
interface KeptPass {
  issued: string;
  keys: CryptoKeyPair;
}

/** Which passes are fetched: whose, and how long ago they were issued. */
const wanted: Record<string, { person: DemoPerson; ageMinutes: number }> = {
  valid: { person: 'valid', ageMinutes: 60 },
  // Passes of their own: the gate takes two codes of one pass in quick succession for one person's stop.
  feverish: { person: 'valid', ageMinutes: 60 },
  screenshot: { person: 'valid', ageMinutes: 60 },
  positive: { person: 'positive', ageMinutes: 60 },
  'old-test': { person: 'old-test', ageMinutes: 60 },
  'no-test': { person: 'no-test', ageMinutes: 60 },
  yellow: { person: 'yellow', ageMinutes: 60 },
  answering: { person: 'valid', ageMinutes: 60 },
  replayed: { person: 'valid', ageMinutes: 60 },
  expired: { person: 'valid', ageMinutes: 2 * 24 * 60 },
};

/** The ID card of one of the demo's people. */
export interface DemoCard {
  person: string;
  name: string;
  idNumber: string;
}

/** What signs foreign credentials, as the panel keeps it. */
interface KeptSigners {
  hcert: DemoSignerKey;
  card: DemoSignerKey;
}

/** A foreign credential is one paper: the same text for as long as its visitor may stand there. */
const paperMs = 12 * 60 * 60_000;

/** So long a code that was used is shown again as one, ms: less than the age at which a showing is stale. */
const usedMs = 45_000;

/** Renewed when fewer than this many ms of its life are left. */
const marginMs = 60 * 60_000;

/** The surface temperature, centi-degrees, that gives this visitor's body temperature in a room of 25 °C. */
export function surfaceOf(visitor: Visitor): number {
  return visitor === 'feverish' ? 3630 : 3400;
}

/** The phones of the demo's visitors: genuine passes of the demo district, shown as asked, or forged from them. */
export class DemoVisitors {
  readonly #client: ApiClient;
  readonly #district: string;
  readonly #held = new Map<string, HeldPass>();
  #database: IDBPDatabase | null = null;
  #lastShown: { text: string; pass: string; at: number } | null = null;
  #signers: KeptSigners | null = null;
  readonly #papers = new Map<Visitor, { text: string; at: number }>();

  /** @param district tells this demo district from another at the same address: the passes kept of each are its own. */
  constructor(client: ApiClient, district: string) {
    this.#client = client;
    this.#district = district;
  }

  /** Makes ready all passes, from this device or from the demo server. Throws an ApiError when neither has them. */
  async prepare(now: number): Promise<void> {
    this.#database ??= await openDB('sitecode-demo-visitors', 1, {
      upgrade: (database) => void database.createObjectStore('passes'),
    });
    for (const [name, { person, ageMinutes }] of Object.entries(wanted)) {
      const kept = (await this.#database.get('passes', this.#district + name)) as KeptPass | undefined;
      const held = kept ? holdPass(kept.issued, kept.keys) : null;
      const good = held && (name === 'expired' || passEnd(held.fields) - now > marginMs);
      this.#held.set(name, good ? held : await this.#fetch(name, person, ageMinutes));
    }
    const signers = (await this.#database.get('passes', `${this.#district}signers`)) as
      | KeptSigners
      | undefined;
    this.#signers = signers ?? (await this.#fetchSigners());
  }

  /** The ID cards of the demo's people; none while there is no server to ask. */
  async cards(): Promise<DemoCard[]> {
    const { logins } = await this.#client.demoCast().catch(() => ({ logins: [] }));
    return logins.flatMap(({ face, role, name, idNumber }) =>
      face === 'me' && idNumber !== undefined ? [{ person: role, name, idNumber }] : [],
    );
  }

  /** Whether this visitor can come. A demo district of an earlier version has nothing to sign foreign credentials with. */
  canCome(visitor: Visitor): boolean {
    return this.#signers !== null || (visitor !== 'hcert' && visitor !== 'smart-health-card');
  }

  /**
   * The QR text that this visitor shows now.
   * @param sentryCode the code on the sentry's screen; null while it shows none
   */
  async text(visitor: Visitor, now: number, sentryCode: string | null = null): Promise<string> {
    const text = await this.#make(visitor, now, sentryCode);
    if (visitor !== 'replayed' && visitor !== 'stranger')
      this.#lastShown = { text, pass: this.passOf(visitor), at: now };
    return text;
  }

  /**
   * The code that a second person can show of a first one who used it; null where none was shown lately: an older one would be
   * told to be an old picture, not a used code.
   */
  usedCode(now: number): string | null {
    const last = this.#lastShown;
    return last && Math.abs(now - last.at) < usedMs ? last.text : null;
  }

  /** The first person of the two, where nobody was there lately. */
  async firstUse(now: number): Promise<string> {
    const text = await this.#show('replayed', now);
    this.#lastShown = { text, pass: 'replayed', at: now };
    return text;
  }

  /** Which pass this visitor's phone shows: visitors with one pass are one holder to the gate. */
  passOf(visitor: Visitor): string {
    if (visitor === 'replayed') return this.#lastShown?.pass ?? 'replayed';
    return visitor === 'forged' ? 'positive' : visitor;
  }

  async #make(visitor: Visitor, now: number, sentryCode: string | null): Promise<string> {
    switch (visitor) {
      case 'stranger':
        return 'https://example.org/menu';
      case 'replayed':
        return this.usedCode(now) ?? this.firstUse(now);
      case 'screenshot':
        return this.#show('screenshot', now - 10 * 60_000);
      case 'expired':
        return this.#show('expired', passEnd(this.#pass('expired').fields) - 10_000);
      case 'forged':
        return this.#forge(now);
      case 'answering':
        return this.#show('answering', now, sentryCode === null ? null : decodeSentryCode(sentryCode));
      case 'hcert':
        return this.#paper(visitor, now, ({ hcert }) => demoHealthCertificate(hcert, now));
      case 'smart-health-card':
        return this.#paper(visitor, now, ({ card }) => demoHealthCard(card, now));
      default:
        return this.#show(visitor, now);
    }
  }

  async #paper(
    visitor: Visitor,
    now: number,
    make: (signers: KeptSigners) => Promise<string>,
  ): Promise<string> {
    const kept = this.#papers.get(visitor);
    if (kept && Math.abs(now - kept.at) < paperMs) return kept.text;
    if (!this.#signers) throw new Error('This demo district has nothing to sign foreign credentials with.');
    const text = await make(this.#signers);
    this.#papers.set(visitor, { text, at: now });
    return text;
  }

  async #show(name: string, at: number, asked: SentryCode | null = null): Promise<string> {
    const text = await showPass(this.#pass(name), at, asked);
    if (text === null)
      throw new Error(`The demo's pass "${name}" has no life at the time it should be shown.`);
    return text;
  }

  /** What a thief with a programme would do: turn the positive person green and sign the showing with a key of their own. */
  async #forge(now: number): Promise<string> {
    const { pass, fields, privateKey } = this.#pass('positive');
    const body = pass.body.slice();
    body[15] = (1 << 6) | (1 << 4) | (body[15]! & 15);
    const text = await showPass({ pass: { ...pass, body }, fields, privateKey }, now);
    if (text === null) throw new Error('The pass to forge from has no life left.');
    return text;
  }

  #pass(name: string): HeldPass {
    const held = this.#held.get(name);
    if (!held) throw new Error(`The demo has no pass "${name}" yet.`);
    return held;
  }

  async #fetchSigners(): Promise<KeptSigners | null> {
    try {
      const { hcert, card } = await this.#client.demoForeignSigners();
      const signers = { hcert: await importSigner(hcert), card: await importSigner(card) };
      await this.#database!.put('passes', signers, `${this.#district}signers`);
      return signers;
    } catch (fault) {
      if (fault instanceof ApiError) return null;
      throw fault;
    }
  }

  async #fetch(name: string, person: DemoPerson, ageMinutes: number): Promise<HeldPass> {
    const keys = await createHolderKey();
    const holderKey = base64url(await holderPoint(keys));
    const { pass: issued } = await this.#client.demoPass({ person, holderKey, ageMinutes });
    await this.#database!.put('passes', { issued, keys } satisfies KeptPass, this.#district + name);
    return holdPass(issued, keys);
  }
}

async function importSigner({ kid, privateKey }: DemoSignerAnswer): Promise<DemoSignerKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const bytes = fromBase64url(privateKey);
  return { kid, key: await crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']) };
}
