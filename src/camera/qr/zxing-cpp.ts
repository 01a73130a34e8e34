/** ZXing's C++ decoder, compiled to WebAssembly and served from our own origin (the package would ask a CDN for it). */
import {
  binarizers,
  characterSets,
  defaultReaderOptions,
  eanAddOnSymbols,
  encodeFormats,
  prepareZXingModule,
  textModes,
  type ReaderOptions,
  type ZXingModuleOverrides,
  type ZXingReaderOptions,
  type ZXingReadResult,
} from 'zxing-wasm/reader';
import { foundCode, type FoundCode } from './found-code.ts';
import type { Luma } from './luma.ts';

const wasmUrl = new URL('../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);

/** What is used of the compiled module: the package's types would need those of its compiler. */
interface DecoderModule {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
  readBarcodesFromPixmap(
    pointer: number,
    width: number,
    height: number,
    options: ZXingReaderOptions,
  ): ReadVector;
}

type Size = Pick<Luma, 'width' | 'height'>;

/** Lives in the decoder's memory until it is deleted. */
interface ReadVector {
  size(): number;
  get(index: number): ZXingReadResult | undefined;
  delete(): void;
}

/** The package's own function for this is private; it is needed to hand over brightness instead of four times the bytes. */
function encode(options: Partial<ReaderOptions>): ZXingReaderOptions {
  const all = { ...defaultReaderOptions, ...options };
  return {
    ...all,
    formats: encodeFormats(all.formats),
    binarizer: binarizers.indexOf(all.binarizer),
    eanAddOnSymbol: eanAddOnSymbols.indexOf(all.eanAddOnSymbol),
    textMode: textModes.indexOf(all.textMode),
    characterSet: characterSets.indexOf(all.characterSet as never),
    tryCode39ExtendedMode: true,
  };
}

/** So many codes are read in one picture: posters behind the person, and the codes of a card on one sheet. */
export const mostCodes = 16;
const common: Partial<ReaderOptions> = {
  formats: ['QRCodeModel2'],
  textMode: 'Plain',
  maxNumberOfSymbols: mostCodes,
};
const quick = encode({ ...common, tryRotate: false, tryInvert: false });
const thorough = encode({ ...common, tryDenoise: true });

/** The decoder that decides. Its memory grows to the largest picture seen and stays. */
export class ZxingCpp {
  #pointer = 0;
  #capacity = 0;
  readonly #module: DecoderModule;

  private constructor(module: DecoderModule) {
    this.#module = module;
  }

  /**
   * Loads the decoder.
   * @throws Error when WebAssembly is missing or forbidden, or the file cannot be had
   */
  static async load(url: URL | string = wasmUrl): Promise<ZxingCpp> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The QR decoder ${String(url)} cannot be loaded: ${response.status}.`);
    const compiled = await WebAssembly.compile(await response.arrayBuffer());
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      use: (instance: WebAssembly.Instance) => void,
    ): object => {
      const instantiate = async (): Promise<void> => use(await WebAssembly.instantiate(compiled, imports));
      void instantiate();
      return {};
    };
    const overrides = { instantiateWasm } as ZXingModuleOverrides;
    const module: unknown = await prepareZXingModule({ overrides, fireImmediately: true });
    return new ZxingCpp(module as DecoderModule);
  }

  /**
   * Every QR code with a text in the picture, at most `mostCodes`; a text that is there twice comes once.
   * @param effort `thorough` also turns, inverts and smooths the picture: for every few frames
   * @param whole the size of the camera's picture, where this one was made smaller of it
   */
  read(
    { data, width, height }: Luma,
    effort: 'quick' | 'thorough',
    whole: Size = { width, height },
  ): FoundCode[] {
    const codes: FoundCode[] = [];
    this.#readInto(codes, { data, width, height }, effort === 'quick' ? quick : thorough, whole);
    // The decoder itself turns a picture into its negative only where it found nothing else in it.
    if (effort === 'thorough' && codes.length > 0)
      this.#readInto(codes, { data: data.map((value) => 255 - value), width, height }, quick, whole);
    return codes;
  }

  #readInto(
    codes: FoundCode[],
    { data, width, height }: Luma,
    options: ZXingReaderOptions,
    whole: Size,
  ): void {
    this.#reserve(data.length);
    this.#module.HEAPU8.set(data, this.#pointer);
    const found = this.#module.readBarcodesFromPixmap(this.#pointer, width, height, options);
    for (let i = 0; i < found.size() && codes.length < mostCodes; i++) {
      const result = found.get(i);
      if (!result?.isValid || result.text === '') continue;
      if (codes.some(({ text }) => text === result.text)) continue;
      const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
      const corners = [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }) => ({
        x: (x * whole.width) / width,
        y: (y * whole.height) / height,
      }));
      codes.push(foundCode(result.text, corners, whole));
    }
    found.delete();
  }

  #reserve(size: number): void {
    if (size <= this.#capacity) return;
    if (this.#pointer) this.#module._free(this.#pointer);
    this.#capacity = 0;
    this.#pointer = this.#module._malloc(size);
    if (!this.#pointer) throw new Error(`The QR decoder has no memory for a picture of ${size} pixels.`);
    this.#capacity = size;
  }
}
