import type { PaperBeginAnswer } from '../../domain/api/api.ts';
import { seal, unseal } from '../keys/record-seals.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

/**
 * A pass on paper holds a hash of the ID number, salted with the pass's id. The server has no number, so it gives the id first: the browser
 * makes the hash of it and hands that in. The id is the server's: nobody chooses one that is another's.
 */

/** So long the browser has for it, ms. */
const begunLives = 15 * 60_000;

interface Begun {
  paper: string;
  person: string;
  asker: string;
  at: number;
}

/** Begins a pass on paper. @param asker whoever will hand the hash in */
export function beginPaper(person: string, asker: string, now: number): PaperBeginAnswer {
  const paper = security.randomStringWithAlphabet(16, '0123456789abcdef');
  return {
    passId: paper,
    begun: seal(JSON.stringify({ paper, person, asker, at: now } satisfies Begun)),
    now,
  };
}

/**
 * What was begun: the pass's id and for whom.
 * @throws Fault 'not-found' when it was not begun by the asker, too long ago, or has become a pass already
 */
export function begunPaper(
  app: App,
  begun: string,
  asker: string,
  now: number,
): { passId: string; person: string } {
  let read: Partial<Begun> = {};
  try {
    read = JSON.parse(unseal(begun)) as Begun;
  } catch {
    // Nothing this server sealed.
  }
  const { paper, person, at = 0 } = read;
  const age = now - at;
  if (!paper || !person || read.asker !== asker || !(age >= 0 && age < begunLives))
    throw new Fault('not-found', 'This was begun too long ago. Begin again.');
  if (row(app, ['id'], 'select pass_id as id from papers where pass_id = {:paper}', { paper }))
    throw new Fault('not-found', 'This pass on paper was made already. Begin another one.');
  return { passId: paper, person };
}
