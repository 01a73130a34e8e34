import { mostInUpload, type ScansRequest } from '../../domain/api/gate/sentry-api.ts';
import { isChainId, isLink } from '../../domain/scan/scan-chain.ts';
import { Fault } from '../vm/fault.ts';

/** A box holds a scan of a few hundred bytes; base64. */
const longestBox = 8192;
const mostSessions = 64;

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= most;
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

/**
 * An upload as it came, once its form is right; what its boxes hold is judged one by one later.
 * @throws Fault 'malformed' naming the part at fault
 */
export function uploadOf(body: { [name: string]: unknown }): ScansRequest {
  const wrong = (part: string): never => {
    throw new Fault('malformed', `The upload's part "${part}" is missing or wrong.`);
  };
  const { chain, first, before, sessions, runs, boxes, signature } = body as { [name: string]: unknown };
  if (!isChainId(chain)) return wrong('chain');
  if (!isWhole(first, 1, Number.MAX_SAFE_INTEGER - mostInUpload)) return wrong('first');
  if (!isLink(before)) return wrong('before');
  if (!Array.isArray(boxes) || boxes.length === 0) return wrong('boxes');
  if (boxes.length > mostInUpload)
    throw new Fault('malformed', `${boxes.length} records in one upload; ${mostInUpload} are the most.`);
  if (!boxes.every((box) => isText(box, longestBox))) return wrong('boxes');
  if (!Array.isArray(sessions) || sessions.length > mostSessions) return wrong('sessions');
  if (!sessions.every((session) => isText(session, 87))) return wrong('sessions');
  if (!Array.isArray(runs)) return wrong('runs');
  let covered = 0;
  for (const run of runs as unknown[]) {
    if (!Array.isArray(run) || run.length !== 3) return wrong('runs');
    const [session, step, records] = run as unknown[];
    if (!isWhole(session, 0, sessions.length - 1) || !isWhole(step, 0, 1e6)) return wrong('runs');
    if (!isWhole(records, 1, mostInUpload)) return wrong('runs');
    covered += records;
  }
  if (covered !== boxes.length) return wrong('runs');
  if (typeof signature !== 'string' || !/^[\w-]{86}$/.test(signature)) return wrong('signature');
  return {
    chain,
    first,
    before,
    sessions: sessions as string[],
    runs: runs as ScansRequest['runs'],
    boxes: boxes as string[],
    signature,
  };
}
