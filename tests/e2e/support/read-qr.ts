import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** The text of the QR code in a screenshot (PNG). Throws when there is none. */
export async function readQr(png: Uint8Array): Promise<string> {
  const wasmBinary = await readFile(wasm);
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasmBinary).buffer } });
  const [code] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'], tryHarder: true });
  if (!code?.text) throw new Error('There is no readable QR code in the picture.');
  return code.text;
}
