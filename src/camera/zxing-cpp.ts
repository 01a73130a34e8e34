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
import type { Luma } from './luma.ts';

const wasmUrl = new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);

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

/** More codes than one may be in the picture: a poster behind the person. */
const common: Partial<ReaderOptions> = {
  formats: ['QRCodeModel2'],
  textMode: 'Plain',
  maxNumberOfSymbols: 4,
};
const quick = encode({ ...common, tryRotate: false, tryInvert: false });
const thorough = encode({ ...common, tryDenoise: true });

/** Twice the area inside a code's four corners (the shoelace formula). */
function areaOf(corners: { x: number; y: number }[]): number {
  return Math.abs(
    corners.reduce((sum, a, i) => {
      const b = corners[(i + 1) % corners.length]!;
      return sum + a.x * b.y - b.x * a.y;
    }, 0),
  );
}

/** The decoder that decides. Its memory grows to the largest picture seen and stays. */
export class ZxingCpp {
  private pointer = 0;
  private capacity = 0;

  private constructor(private readonly module: DecoderModule) {}

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
   * The text of the largest QR code in the picture; undefined when there is none, or none with a text.
   * @param effort `thorough` also turns, inverts and smooths the picture: for every few frames
   */
  read({ data, width, height }: Luma, effort: 'quick' | 'thorough'): string | undefined {
    this.reserve(data.length);
    this.module.HEAPU8.set(data, this.pointer);
    const options = effort === 'quick' ? quick : thorough;
    const found = this.module.readBarcodesFromPixmap(this.pointer, width, height, options);
    let best: { text: string; area: number } | undefined;
    for (let i = 0; i < found.size(); i++) {
      const result = found.get(i);
      if (!result?.isValid || result.text === '') continue;
      const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
      const area = areaOf([topLeft, topRight, bottomRight, bottomLeft]);
      if (!best || area > best.area) best = { text: result.text, area };
    }
    found.delete();
    return best?.text;
  }

  private reserve(size: number): void {
    if (size <= this.capacity) return;
    if (this.pointer) this.module._free(this.pointer);
    this.capacity = 0;
    this.pointer = this.module._malloc(size);
    if (!this.pointer) throw new Error(`The QR decoder has no memory for a picture of ${size} pixels.`);
    this.capacity = size;
  }
}
