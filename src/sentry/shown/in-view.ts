import type { FoundCode } from '../../camera/qr/found-code.ts';
import { foreignKind } from '../../credentials/foreign/foreign-verifier.ts';
import { readCardChunk } from '../../credentials/smart-health-card/numeric.ts';
import { decodeShownPass, passIdText, passPrefix } from '../../domain/pass/health-pass.ts';

/**
 * What to do about the codes in one picture. `credential`: one proof, in the texts of all its codes that are in view;
 * `several`: proofs of which none may be taken, for it would be a guess whose turn it is; `wait`: one of several is out of
 * sight for a moment; `stranger`: no credential at all.
 */
export type Choice =
  | { what: 'credential' | 'several'; texts: string[] }
  | { what: 'stranger'; text: string }
  | { what: 'wait' | 'nothing' };

/** One of several that was not read for so long has gone, ms; a frame in which one is blurred comes often. */
const blurredMs = 400;

/** True for the text of a pass of the district's own or of a foreign credential. */
export function isCredential(text: string): boolean {
  return text.startsWith(passPrefix) || foreignKind(text) !== null;
}

/** One code of a holder follows another on the same phone: both belong to one stop. */
export function sameHolder(a: string, b: string): boolean {
  const one = holder(a);
  return one !== null && one === holder(b);
}

function holder(text: string): string | null {
  try {
    return passIdText(decodeShownPass(text).fields);
  } catch {
    return null;
  }
}

/** The codes of one proof: of one phone, or of one card that is split over several. */
interface Proof {
  /** What it is known by while its codes change. */
  key: string;
  isPass: boolean;
  texts: string[];
  inFrame: boolean;
}

function keyOf(text: string): string {
  if (text.startsWith(passPrefix)) return holder(text) ?? text;
  try {
    const { total } = readCardChunk(text);
    if (total > 1) return `card in ${total}`;
  } catch {
    // A code that only begins like a card's is a proof of its own, and a wrong one.
  }
  return text;
}

/** Two contents of one part are of two cards. */
function belongs(proof: Proof, text: string): boolean {
  if (!proof.key.startsWith('card in ')) return true;
  const { index } = readCardChunk(text);
  return proof.texts.every((other) => other === text || readCardChunk(other).index !== index);
}

function proofsIn(codes: readonly FoundCode[]): Proof[] {
  const proofs: Proof[] = [];
  for (const { text, inFrame } of codes) {
    if (!isCredential(text)) continue;
    const key = keyOf(text);
    const proof = proofs.find((one) => one.key === key && belongs(one, text));
    if (proof) {
      proof.texts.push(text);
      proof.inFrame ||= inFrame;
    } else proofs.push({ key, isPass: text.startsWith(passPrefix), texts: [text], inFrame });
  }
  return proofs;
}

/**
 * Chooses among all codes in view: credentials before anything else, then the one held in the frame. Between two passes it
 * never chooses.
 */
export class InView {
  /** Proofs of pictures that held several, with when each was last read. */
  readonly #several = new Map<string, number>();
  /** Passes, with when each was last read: a slow decoder reads now the one and now the other of two. */
  readonly #passes = new Map<string, number>();

  /** @param at when the picture was seen, ms on a clock that does not jump */
  choose(codes: readonly FoundCode[], at: number): Choice {
    for (const [key, last] of this.#several) if (at - last >= blurredMs) this.#several.delete(key);
    const proofs = proofsIn(codes);
    const isBesideAnother = this.#notePasses(proofs, at);
    const held = proofs.filter(({ inFrame }) => inFrame);
    const isGuess = proofs.filter(({ isPass }) => isPass).length > 1 || held.length !== 1;
    if (proofs.length > 1 && isGuess) {
      for (const { key } of proofs) this.#several.set(key, at);
      return { what: 'several', texts: proofs.flatMap(({ texts }) => texts) };
    }
    const proof = proofs.length === 1 ? proofs[0] : held[0];
    if (proof?.isPass && isBesideAnother) return { what: 'wait' };
    if (proof) {
      const isAlone = [...this.#several.keys()].every((key) => key === proof.key);
      if (!isAlone && this.#several.has(proof.key)) this.#several.set(proof.key, at);
      return isAlone ? { what: 'credential', texts: proof.texts } : { what: 'wait' };
    }
    const stranger = codes.find(({ inFrame }) => inFrame) ?? codes[0];
    return stranger ? { what: 'stranger', text: stranger.text } : { what: 'nothing' };
  }

  /** Notes the passes of a picture. @returns whether another pass was read a moment ago */
  #notePasses(proofs: readonly Proof[], at: number): boolean {
    for (const [key, last] of this.#passes) if (at - last >= blurredMs) this.#passes.delete(key);
    const keys = proofs.filter(({ isPass }) => isPass).map(({ key }) => key);
    const others = [...this.#passes.keys()].some((key) => !keys.includes(key));
    for (const key of keys) this.#passes.set(key, at);
    return others;
  }
}
