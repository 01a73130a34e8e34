import type { IdentifyAnswer, IdentifyRequest } from '../../domain/api/sentry-api.ts';
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
import { keyedHash } from '../../sync/scan-upload.ts';

/** So long an answer is waited for, ms: nobody stands before a gate for a network. */
const budgetMs = 300;

interface Options {
  /** Asks the server. */
  ask: (question: IdentifyRequest) => Promise<IdentifyAnswer>;
  /** The pairing's key, which the server keys its statement with. */
  uploadKey: () => string;
  /** Calls after so many ms; tests put their own here. @returns what cancels it */
  after?: (ms: number, call: () => void) => () => void;
}

function realAfter(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

/**
 * Asks the server whose a document is and how that person is. The document alone proves who somebody is; how they are is what the server
 * states, for this question, within the budget. Whatever else comes, late or not the server's, is no statement, and nobody is admitted by it.
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
  ): Promise<{ verification: Verification; beside: boolean | null }> {
    const maskedName = maskName(document.name);
    const unproved = (proof: 'unregistered' | 'unconfirmed' | 'document-over') => ({
      verification: verificationOf(document, proof, { maskedName, passId: null }, null, null),
      beside: null,
    });
    const stated = await this.#ask(document.kind, document.number, beside);
    if (!stated) return unproved('unconfirmed');
    const { person, at } = stated;
    if (!person) return unproved('unregistered');
    if (isOver(document, localDay(now))) return unproved('document-over');
    const { passId, status } = person;
    const owner = { maskedName: person.maskedName, passId };
    return { verification: verificationOf(document, 'proved', owner, status, at), beside: person.beside };
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
