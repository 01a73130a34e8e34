/** Reads pictures in the page as the sentry would, and with each decoder alone. Driven by tests/bench/qr.ts. */
import { BrowserQRCodeReader } from '@zxing/browser';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { lumaOfPixels, type Luma } from '../../../src/camera/qr/luma.ts';
import { QrDecoder } from '../../../src/camera/qr/qr-decoder.ts';
import { ZxingCpp } from '../../../src/camera/qr/zxing-cpp.ts';
import { ZxingJs } from '../../../src/camera/qr/zxing-js.ts';
import { seeded } from '../../support/seeded.ts';
import type { ReaderName } from './figures.ts';
import { generated } from './generated.ts';

/** What a reader made of one picture: no texts where it read nothing. */
export interface Reading {
  texts: string[];
  ms: number;
}
export type Readings = Record<ReaderName, Reading>;

/** So many frames of a still picture are looked at: the worker goes on for half as many again. */
const frames = 12;

async function prepare() {
  const cpp = await ZxingCpp.load('/zxing_reader.wasm');
  await prepareZXingModule({ overrides: { locateFile: () => '/zxing_reader.wasm' }, fireImmediately: true });
  return { cpp, js: new ZxingJs(), browser: new BrowserQRCodeReader() };
}
const ready = prepare();

/** The sentry's chain on a picture that stays the same, until something is read. */
function byUs(decoder: QrDecoder, luma: Luma): Reading {
  const begun = performance.now();
  for (let frame = 0; frame < frames; frame++) {
    const codes = decoder.decode(luma);
    if (codes.length > 0) return { texts: codes.map(({ text }) => text), ms: performance.now() - begun };
  }
  return { texts: [], ms: performance.now() - begun };
}

async function byWasm(picture: ImageData): Promise<Reading> {
  const begun = performance.now();
  const found = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 16 });
  const texts = found.filter(({ isValid, text }) => isValid && text !== '').map(({ text }) => text);
  return { texts, ms: performance.now() - begun };
}

function byBrowser(reader: BrowserQRCodeReader, canvas: HTMLCanvasElement): Reading {
  const begun = performance.now();
  let texts: string[] = [];
  try {
    texts = [reader.decodeFromCanvas(canvas).getText()].filter(Boolean);
  } catch {
    // Its way to say that there is none.
  }
  return { texts, ms: performance.now() - begun };
}

async function readCanvas(canvas: HTMLCanvasElement): Promise<Readings> {
  const { cpp, js, browser } = await ready;
  const picture = canvas
    .getContext('2d', { willReadFrequently: true })!
    .getImageData(0, 0, canvas.width, canvas.height);
  return {
    ours: byUs(new QrDecoder(cpp, js), lumaOfPixels(picture.data, picture)),
    zxingWasm: await byWasm(picture),
    zxingBrowser: byBrowser(browser, canvas),
  };
}

/** The picture's own size, or as large as fits a camera's picture, on grey. */
function drawn(image: ImageBitmap, view?: { width: number; height: number }): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const { width, height } = view ?? image;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = view ? '#888' : '#fff';
  context.fillRect(0, 0, width, height);
  const scale = view ? Math.min(width / image.width, height / image.height) : 1;
  const [w, h] = [image.width * scale, image.height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
  return canvas;
}

const camera = { width: 1280, height: 720 };

/** Reads the picture at an address of this server, in its own size and in the camera's. */
async function readAt(address: string): Promise<{ native: Readings; at720p: Readings }> {
  const image = await createImageBitmap(await (await fetch(address)).blob());
  return { native: await readCanvas(drawn(image)), at720p: await readCanvas(drawn(image, camera)) };
}

function onCanvas({ data, width, height }: Luma): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const picture = context.createImageData(width, height);
  for (let at = 0; at < data.length; at++) picture.data.set([data[at]!, data[at]!, data[at]!, 255], at * 4);
  context.putImageData(picture, 0, 0);
  return canvas;
}

let set: ReturnType<typeof generated> | undefined;

/** The next picture of the generated set; null after the last. */
async function readGenerated(
  ofEach: number,
): Promise<{ kind: string; truth: string; at720p: Readings } | null> {
  const { value: next } = (set ??= generated(ofEach)).next();
  return next ? { kind: next.kind, truth: next.text, at720p: await readCanvas(onCanvas(next.luma)) } : null;
}

/** What a frame costs while there is no code: a still view of a hall, as it is looked at frame after frame, ms each. */
async function idle(count: number): Promise<Record<ReaderName, number[]>> {
  const { cpp, js, browser } = await ready;
  const decoder = new QrDecoder(cpp, js);
  const random = seeded(5);
  const data = new Uint8Array(camera.width * camera.height);
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [at % camera.width, Math.floor(at / camera.width)];
    const tiles = ((x >> 5) + (y >> 6)) % 3;
    data[at] = 70 + tiles * 45 + 25 * Math.sin(x / 90) + random.below(12);
  }
  const canvas = onCanvas({ data, ...camera });
  const picture = canvas
    .getContext('2d', { willReadFrequently: true })!
    .getImageData(0, 0, camera.width, camera.height);
  const luma = { data, ...camera };
  const times: Record<ReaderName, number[]> = { ours: [], zxingWasm: [], zxingBrowser: [] };
  for (let frame = 0; frame < count; frame++) {
    const begun = performance.now();
    // As the worker does: no second looks once each had its turn.
    decoder.decode(luma, false, frame < frames);
    times.ours.push(performance.now() - begun);
    times.zxingWasm.push((await byWasm(picture)).ms);
    times.zxingBrowser.push(byBrowser(browser, canvas).ms);
  }
  return times;
}

Object.assign(globalThis, { bench: { readAt, readGenerated, idle } });
export type Bench = {
  readAt: typeof readAt;
  readGenerated: typeof readGenerated;
  idle: typeof idle;
};
