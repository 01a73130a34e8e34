import type { IdentifyAnswer, IdentifyRequest } from '../../domain/api/gate/sentry-api.ts';
import { hex } from '../../domain/bytes/bytes.ts';
import type { Verification } from '../../domain/credential/verification.ts';
import {
  identifiedText,
  readIdentified,
  type Identified,
  type IdentifiedKind,
} from '../../domain/document/identified.ts';
import { isOver, type ShownDocument } from '../../domain/document/shown-document.ts';
import { maskName } from '../../domain/text/masked-name.ts';
import { localDay } from '../../domain/time/local-day.ts';
import type { RosterPerson, RosterSeen } from '../../store/district/roster-keeper.ts';
import { keyedHash } from '../../sync/scan-upload.ts';

/** So long an answer is waited for, ms: nobody stands before a gate for a network. */
const budgetMs = 300;

interface Options {
  /** Asks the server. */
  ask: (question: IdentifyRequest) => Promise<IdentifyAnswer>;
  /** The pairing's key, which the server keys its statement with. */
  uploadKey: () => string;
  /** What the site's own roster says of a document; null where the site keeps none, nothing when left out. */
  roster?: (number: string) => Promise<{ seen: RosterSeen; person: RosterPerson | null } | null>;
  /** Whether a pass is on the deny list; null where there is no list. */
  denied?: (passId: string) => boolean | null;
  /** Calls after so many ms; tests put their own here. @returns what cancels it */
  after?: (ms: number, call: () => void) => () => void;
}

function realAfter(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/** What is found of a document. */
export interface IdentifiedDocument {
  verification: Verification;
  /** Whether the pass that was shown with it is the same person's; null where none was, and where that cannot be told. */
  beside: boolean | null;
  /** What the site's roster says of the document; null where the site keeps none. */
  roster: RosterSeen | null;
}

/**
 * Asks the server whose a document is and how that person is. The document alone proves who somebody is; how they are is what the server
 * states, for this question, within the budget. Where it gives no answer, the site's own roster does, with its age, for those whose document
 * it knows. Whatever else comes, late or not the server's, is no statement, and nobody is admitted by it.
 */
export class Identifier {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * @param beside the pass that was shown with it, where the two are to be one person's
   * @param now UTC ms
   */
  async verify(
    document: ShownDocument,
    now: number,
    beside: string | null = null,
  ): Promise<IdentifiedDocument> {
    const maskedName = maskName(document.name);
    const [stated, known] = await Promise.all([
      this.#ask(document.kind, document.number, beside),
      this.#options.roster?.(document.number),
    ]);
    const roster = known?.seen ?? null;
    const unproved = (proof: 'unregistered' | 'unconfirmed' | 'document-over') => ({
      verification: verificationOf(document, proof, { maskedName, passId: null }, null, null),
      beside: null,
      roster,
    });
    if (!stated) {
      const own = known?.person;
      if (!own || own.passes.some((pass) => this.#options.denied?.(pass) === true))
        return unproved('unconfirmed');
      if (isOver(document, localDay(now))) return unproved('document-over');
      return {
        verification: verificationOf(
          document,
          'proved',
          { maskedName, passId: null },
          own.status,
          roster!.at,
        ),
        beside: beside === null ? null : own.passes.includes(beside) ? true : null,
        roster,
      };
    }
    const { person, at } = stated;
    if (!person) return unproved('unregistered');
    if (isOver(document, localDay(now))) return unproved('document-over');
    const { passId, status } = person;
    const owner = { maskedName: person.maskedName, passId };
    return {
      verification: verificationOf(document, 'proved', owner, status, at),
      beside: person.beside,
      roster,
    };
  }

  /** Asks about a code of the city's own health code service: its text says nothing by itself. */
  async verifyCode(text: string): Promise<{ verification: Verification }> {
    const of = { kind: 'health-code' as const };
    const stated = await this.#ask(of.kind, text, null);
    if (!stated) return { verification: verificationOf(of, 'unconfirmed', null, null, null) };
    const { person, at, fault } = stated;
    if (!person) return { verification: verificationOf(of, fault ?? 'unregistered', null, null, null) };
    const { maskedName, passId, status } = person;
    return { verification: verificationOf(of, 'proved', { maskedName, passId }, status, at) };
  }

  /** @returns null for no answer, a late one, and one that is not the server's to this question */
  async #ask(kind: IdentifiedKind, number: string, beside: string | null): Promise<Identified | null> {
    const nonce = hex(crypto.getRandomValues(new Uint8Array(8)));
    let cancel: () => void = () => undefined;
    const late = new Promise<null>((resolve) => {
      cancel = (this.#options.after ?? realAfter)(budgetMs, () => resolve(null));
    });
    try {
      const answer = this.#options.ask({ kind, number, nonce, ...(beside !== null && { beside }) });
      return await Promise.race([late, answer.then((given) => this.#believed(given, kind, nonce))]);
    } catch {
      // Offline, refused, too many: the guard looks at the document.
      return null;
    } finally {
      cancel();
    }
  }

  async #believed(
    { statement, mac }: IdentifyAnswer,
    kind: string,
    nonce: string,
  ): Promise<Identified | null> {
    if ((await keyedHash(identifiedText(statement), this.#options.uploadKey())) !== mac) return null;
    const stated = readIdentified(statement);
    return stated?.nonce === nonce && stated.kind === kind ? stated : null;
  }
}

function verificationOf(
  { kind }: { kind: IdentifiedKind },
  proof: Verification['proof'],
  person: Verification['person'],
  status: Verification['status'],
  statedAt: number | null,
): Verification {
  return { proof, kind, challenged: false, person, status, statedAt, showing: null, replayKey: null };
}
