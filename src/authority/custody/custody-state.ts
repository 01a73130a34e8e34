import { certifiersOf, type CustodyRefused } from '../../credentials/signed/custody-verifier.ts';
import { tracingKey, type Charter } from '../../domain/bundle/charter.ts';
import { fromBase64url } from '../../domain/bytes/bytes.ts';
import type { BoxKey } from '../../domain/custody/identity.ts';
import type { CustodyAnswer, TracerRow } from '../../domain/custody/custody-api.ts';
import {
  custodiansNeeded,
  keyWords,
  readTracer,
  type Tracer,
} from '../../domain/custody/tracer-certificate.ts';
import { knownCharter } from './known-charter.ts';

/** Where an officer's browser stands, as this page found by itself. */
export type TracerState = 'waits' | 'certified' | 'in' | 'out';

export interface VerifiedTracer {
  row: TracerRow;
  /** What the certificate says. */
  tracer: Tracer;
  /** The key as people compare it. */
  words: string;
  /** The custody officers whose signatures this page has verified, but for the officer's own. */
  certifiers: string[];
  state: TracerState;
}

/** What the server said of custody, after this page has verified it. */
export interface CustodyView {
  answer: CustodyAnswer;
  charter: Charter;
  /** The root that this browser takes for the district's, as people compare it. */
  rootWords: string;
  /** The generation that identities are sealed to; null before there is one. */
  key: BoxKey | null;
  tracers: VerifiedTracer[];
}

/** @throws CustodyRefused when nothing of it can be believed */
export async function verifyCustody(answer: CustodyAnswer): Promise<CustodyView> {
  const charter = await knownCharter(answer);
  const key = tracingKey(charter);
  const tracers: VerifiedTracer[] = [];
  for (const row of answer.tracers) {
    const tracer = readOrNull(row.body);
    if (!tracer) continue;
    const found = await certifiersOf(charter, row.body, row.signatures, answer.now);
    const certifiers = found.filter(({ account }) => account !== tracer.account).map(({ name }) => name);
    tracers.push({
      row,
      tracer,
      words: await wordsOf(tracer.point),
      certifiers,
      state: stateOf(row, certifiers.length, key),
    });
  }
  return { answer, charter, rootWords: await wordsOf(answer.root.point), key, tracers };
}

/** Why nothing of custody is shown. */
export function refusedWords(
  reason: CustodyRefused['reason'] | null,
  t: { otherRoot: string; olderCharter: string; badCharter: string },
): string {
  if (reason === 'root') return t.otherRoot;
  return reason === 'older' ? t.olderCharter : t.badCharter;
}

/** A key as people compare it. */
export async function wordsOf(point: string): Promise<string> {
  return keyWords(new Uint8Array(await crypto.subtle.digest('SHA-256', fromBase64url(point))));
}

function readOrNull(body: string): Tracer | null {
  try {
    return readTracer(body);
  } catch {
    return null;
  }
}

function stateOf(row: TracerRow, certifiers: number, key: BoxKey | null): TracerState {
  if (row.removed > 0) return 'out';
  if (certifiers < custodiansNeeded) return 'waits';
  return key && row.generations.includes(key.generation) ? 'in' : 'certified';
}

/** A generation of the charter's tracing key. */
export function generationOf({ tracingKeys = [] }: Charter, generation: number): BoxKey | null {
  const found = tracingKeys.find(({ id }) => id === generation);
  return found ? { generation, point: found.point } : null;
}
