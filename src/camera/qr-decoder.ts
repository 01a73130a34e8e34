import type { Luma } from './luma.ts';
import { selfTestPicture, selfTestText } from './self-test-picture.ts';
import type { ZxingCpp } from './zxing-cpp.ts';
import type { ZxingJs } from './zxing-js.ts';

/** Which way of reading found a text. */
export type DecoderName = 'zxing-cpp' | 'zxing-cpp-thorough' | 'zxing-js';

/** A text that was read, and by what. */
export interface Decoded {
  text: string;
  decoder: DecoderName;
}

/** A full second look costs as much as several quick ones: so often it is taken, in frames without a code. */
const thoroughEvery = 4;
/** How many times smaller the JavaScript decoder's pictures are, in turn. Half size reads most: noise is averaged out. */
const factors = [2, 4, 1] as const;

/**
 * Reads QR codes from a row of frames. Each frame gets a quick look; every fourth one in vain gets a thorough look and the
 * other decoder's opinion as well, since each reads some codes that the other does not.
 */
export class QrDecoder {
  private misses = 0;
  private turn = 0;
  private fault: string | undefined;

  /** @param cpp undefined where WebAssembly is missing: the JavaScript decoder then does all the work */
  constructor(
    private cpp: Pick<ZxingCpp, 'read'> | undefined,
    private readonly js: Pick<ZxingJs, 'read'>,
  ) {}

  /** Why the decoder that should decide does not, if so. */
  get problem(): string | undefined {
    return this.fault;
  }

  /** The decoder that decides. */
  get engine(): 'zxing-cpp' | 'zxing-js' {
    return this.cpp ? 'zxing-cpp' : 'zxing-js';
  }

  /**
   * Reads a picture with a known text with the decoder that decides, and does without it when it cannot.
   * @throws Error when the other one cannot read it either: this browser cannot read codes
   */
  selfTest(): void {
    const picture = selfTestPicture();
    if (this.cpp && this.byCpp(picture, 'quick') !== selfTestText) {
      this.cpp = undefined;
      this.fault ??= 'The WebAssembly QR decoder does not read its test picture; the slower one is used.';
    }
    if (!this.cpp && this.js.read(picture, 1) !== selfTestText) {
      throw new Error('No QR decoder of this browser reads the test picture.');
    }
    this.misses = 0;
  }

  /** The text in the next frame, or undefined. Never throws. */
  decode(luma: Luma): Decoded | undefined {
    const found = this.cpp ? this.decideByCpp(luma) : this.decideByJs(luma);
    this.misses = found ? 0 : this.misses + 1;
    return found;
  }

  private decideByCpp(luma: Luma): Decoded | undefined {
    const quick = this.byCpp(luma, 'quick');
    if (quick) return { text: quick, decoder: 'zxing-cpp' };
    if ((this.misses + 1) % thoroughEvery !== 0) return undefined;
    const thorough = this.byCpp(luma, 'thorough');
    if (thorough) return { text: thorough, decoder: 'zxing-cpp-thorough' };
    return this.byJs(luma, factors[this.turn++ % factors.length]!);
  }

  private decideByJs(luma: Luma): Decoded | undefined {
    return this.byJs(luma, factors[this.misses % factors.length]!);
  }

  private byJs(luma: Luma, factor: 1 | 2 | 4): Decoded | undefined {
    const text = this.js.read(luma, factor);
    return text ? { text, decoder: 'zxing-js' } : undefined;
  }

  /** A decoder whose memory broke stays broken: it is not asked again. */
  private byCpp(luma: Luma, effort: 'quick' | 'thorough'): string | undefined {
    try {
      return this.cpp?.read(luma, effort) || undefined;
    } catch (error) {
      this.cpp = undefined;
      this.fault = `The WebAssembly QR decoder failed (${String(error)}); the slower one is used.`;
      return undefined;
    }
  }
}
