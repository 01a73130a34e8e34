import { evenContrast, smooth, squeeze } from './enhance.ts';
import type { FoundCode } from './found-code.ts';
import type { Luma } from './luma.ts';
import { selfTestPicture, selfTestText } from './self-test-picture.ts';
import type { ZxingCpp } from './zxing-cpp.ts';
import type { ZxingJs } from './zxing-js.ts';

/** Which way of reading found a text. */
export type DecoderName = 'zxing-cpp' | 'zxing-cpp-thorough' | 'zxing-cpp-enhanced' | 'zxing-js';

/** A code that was read, and by what. */
export interface Decoded extends FoundCode {
  decoder: DecoderName;
}

/** So often a frame without a code gets a second look. More often, a verdict that comes meanwhile is 10 ms later. */
const secondEvery = 3;
/** How many times smaller the JavaScript decoder's pictures are, in turn. Half size reads most: noise is averaged out. */
const factors = [2, 4, 1] as const;

/** How the second looks are taken, in turn. What reads most of what a quick look does not comes first. */
const secondLooks = [
  'thorough',
  // Shadows, glare, pale and dim codes.
  (luma: Luma): Luma => evenContrast(smooth(luma), 12),
  'js',
  // Codes out of focus, and small ones.
  (luma: Luma): Luma => evenContrast(luma, 8),
  // Codes that lean far away.
  squeeze,
  // Large codes in a shadow's edge.
  (luma: Luma): Luma => evenContrast(smooth(luma), 20),
] as const;

/**
 * Reads QR codes from a row of frames: all that are in view. Each frame gets a quick look; every third one in vain gets
 * another look as well, each time of another kind, since each reads some codes that the others do not. In vain is a frame too in
 * which nothing but posters was read: they must not hide the code of a phone that is harder to read.
 */
export class QrDecoder {
  #misses = 0;
  #turn = 0;
  #second = 0;
  #fault: string | undefined;
  #cpp: Pick<ZxingCpp, 'read'> | undefined;
  readonly #js: Pick<ZxingJs, 'read'>;

  /** @param cpp undefined where WebAssembly is missing: the JavaScript decoder then does all the work */
  constructor(cpp: Pick<ZxingCpp, 'read'> | undefined, js: Pick<ZxingJs, 'read'>) {
    this.#cpp = cpp;
    this.#js = js;
  }

  /** Why the decoder that should decide does not, if so. */
  get problem(): string | undefined {
    return this.#fault;
  }

  /** The decoder that decides. */
  get engine(): 'zxing-cpp' | 'zxing-js' {
    return this.#cpp ? 'zxing-cpp' : 'zxing-js';
  }

  /**
   * Reads a picture with a known text with the decoder that decides, and does without it when it cannot.
   * @throws Error when the other one cannot read it either: this browser cannot read codes
   */
  selfTest(): void {
    const picture = selfTestPicture();
    if (this.#cpp && this.#byCpp(picture, 'quick')[0]?.text !== selfTestText) {
      this.#cpp = undefined;
      this.#fault ??= 'The WebAssembly QR decoder does not read its test picture; the slower one is used.';
    }
    if (!this.#cpp && this.#js.read(picture, 1)[0]?.text !== selfTestText) {
      throw new Error('No QR decoder of this browser reads the test picture.');
    }
    this.#misses = 0;
  }

  /**
   * The codes in the next frame, each text once. Never throws.
   * @param wanting true while the codes read before were not what is looked for
   * @param mayLookHard false where a thorough look would find no more than those before it
   */
  decode(luma: Luma, wanting = false, mayLookHard = true): Decoded[] {
    const looksHard = mayLookHard && (this.#misses + 1) % secondEvery === 0;
    const found = this.#cpp ? this.#decideByCpp(luma, wanting, looksHard) : this.#decideByJs(luma);
    this.#misses = found.length > 0 && !wanting ? 0 : this.#misses + 1;
    // What is shown next begins with the look that reads most.
    if (this.#misses === 0) this.#second = 0;
    return found;
  }

  #decideByCpp(luma: Luma, wanting: boolean, looksHard: boolean): Decoded[] {
    const found = this.#byCpp(luma, 'quick');
    if ((found.length === 0 || wanting) && looksHard) add(found, this.#lookAgain(luma));
    return found;
  }

  #lookAgain(luma: Luma): Decoded[] {
    const look = secondLooks[this.#second++ % secondLooks.length]!;
    if (look === 'thorough') return this.#byCpp(luma, 'thorough');
    if (look === 'js') return this.#decideByJs(luma);
    return this.#byCpp(look(luma), 'quick', luma).map((code) => ({ ...code, decoder: 'zxing-cpp-enhanced' }));
  }

  #decideByJs(luma: Luma): Decoded[] {
    return this.#byJs(luma, factors[this.#turn++ % factors.length]!);
  }

  #byJs(luma: Luma, factor: 1 | 2 | 4): Decoded[] {
    return named(this.#js.read(luma, factor), 'zxing-js');
  }

  /** A decoder whose memory broke stays broken: it is not asked again. */
  #byCpp(luma: Luma, effort: 'quick' | 'thorough', whole = luma): Decoded[] {
    try {
      return named(
        this.#cpp?.read(luma, effort, whole) ?? [],
        effort === 'quick' ? 'zxing-cpp' : 'zxing-cpp-thorough',
      );
    } catch (error) {
      this.#cpp = undefined;
      this.#fault = `The WebAssembly QR decoder failed (${String(error)}); the slower one is used.`;
      return [];
    }
  }
}

function named(codes: readonly FoundCode[], decoder: DecoderName): Decoded[] {
  return codes.filter(({ text }) => text !== '').map((code) => ({ ...code, decoder }));
}

/** Adds codes whose texts are not there yet. */
function add(codes: Decoded[], others: readonly Decoded[]): void {
  for (const other of others) if (!codes.some(({ text }) => text === other.text)) codes.push(other);
}
