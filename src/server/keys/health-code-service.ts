import {
  healthCodeText,
  readHealthCodeAnswer,
  type HealthCodeAnswer,
} from '../../domain/document/health-code-answer.ts';
import { besideKeyring } from './keyring.ts';
import { app, http, os, security, textOf } from '../vm/vm.ts';

/**
 * The way to the city's own health code service. Where it is, its key and how its codes begin lie in `health-code.json` beside the keyring:
 * outside of the database and its backups. A service that is slow or wrong is left alone for a while, so that no gate waits for it.
 */

interface Service {
  /** Where codes are asked about. */
  endpoint: string;
  /** What the district shows, and what answers are keyed with. */
  key: string;
  /** How its codes begin. */
  prefix: string;
}

/** An answer is of use to a gate within so long, ms. */
const budgetMs = 300;
/** PocketBase counts in whole seconds; what comes after the budget is too late all the same. */
const patienceSeconds = 1;
/** After so many failures or late answers one after the other nobody is asked for so long, ms. */
const breaker = { failures: 3, restMs: 15_000 };
const breakerKey = 'health-code-breaker';
/** A changed file is taken up without a restart. */
const readEvery = 60_000;

let last: { service: Service | null; at: number } | null = null;

function read(): Service | null {
  let text: string;
  try {
    text = textOf(os.readFile(besideKeyring('health-code.json')));
  } catch {
    return null;
  }
  try {
    const { endpoint = '', key = '', prefix = '' } = JSON.parse(text) as Partial<Service>;
    // On the machine itself, as a proxy or a stand-in, the line need not be closed.
    const isClosed = /^https:\/\/[^/]/.test(endpoint) || /^http:\/\/127\.0\.0\.1[:/]/.test(endpoint);
    if (isClosed && key.length >= 16 && /^[\x21-\x7e]{3,40}$/.test(prefix)) return { endpoint, key, prefix };
  } catch {
    // said below
  }
  app
    .logger()
    .error(
      'health-code.json needs endpoint (https), key (16 characters) and prefix (3 to 40): nobody is asked.',
    );
  return null;
}

function service(): Service | null {
  const now = Date.now();
  if (!last || Math.abs(now - last.at) >= readEvery) last = { service: read(), at: now };
  return last.service;
}

/** How codes of the service begin; '' where the district has none. */
export function healthCodePrefix(): string {
  return service()?.prefix ?? '';
}

/** Notes how a question ended, for all VMs. */
function noteEnd(isGood: boolean, now: number): void {
  app.store().setFunc(breakerKey, (old) => {
    const failures = isGood ? 0 : Number(String(old ?? '0').split(' ')[0]) + 1;
    return `${failures} ${now}`;
  });
}

function isResting(now: number): boolean {
  const [failures, at] = String(app.store().get(breakerKey) ?? '0 0')
    .split(' ')
    .map(Number);
  return failures! >= breaker.failures && Math.abs(now - at!) < breaker.restMs;
}

/**
 * Asks about a code.
 * @returns null where nobody answered in time what can be believed
 */
export function askHealthCode(code: string): HealthCodeAnswer | null {
  const asked = service();
  const now = Date.now();
  if (!asked || !code.startsWith(asked.prefix) || isResting(now)) return null;
  const nonce = security.randomStringWithAlphabet(16, '0123456789abcdef');
  let found: HealthCodeAnswer | null = null;
  try {
    const { statusCode, json } = http.send({
      url: asked.endpoint,
      method: 'POST',
      body: JSON.stringify({ code, nonce }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${asked.key}` },
      timeout: patienceSeconds,
    });
    const { statement, mac } = (json ?? {}) as { statement?: unknown; mac?: unknown };
    const isSigned =
      statusCode === 200 &&
      typeof statement === 'string' &&
      typeof mac === 'string' &&
      security.equal(mac, security.hs256(healthCodeText(statement), asked.key));
    found = isSigned ? readHealthCodeAnswer(statement) : null;
    if (found?.nonce !== nonce) found = null;
  } catch {
    // No answer: as good as a wrong one.
  }
  const isInTime = Date.now() - now <= budgetMs;
  noteEnd(found !== null && isInTime, Date.now());
  return isInTime ? found : null;
}
