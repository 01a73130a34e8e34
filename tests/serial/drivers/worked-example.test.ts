import type { Driver } from '../../../src/serial/drivers/driver.ts';
import { repeat } from '../../../src/serial/drivers/repeat.ts';
import { sum8 } from '../../../src/serial/framing/check-sums.ts';
import { Framer } from '../../../src/serial/framing/framer.ts';
import { itReadsWholeFramesAlone, temperature } from './driver-properties.ts';

/** The driver of docs/drivers.md: its imports are given, and its types, which no browser reads, are left out. */
async function documented(): Promise<Driver> {
  const text = await (await fetch('/docs/drivers.md')).text();
  const [, code = ''] = /<!-- worked example -->\s*```ts\n(.*?)```/s.exec(text) ?? [];
  const script = code
    .replaceAll(/^import .*\n/gm, '')
    .replaceAll(/: (?:FrameFormat|Driver) =/g, ' =')
    .replace('export const', 'const');
  // oxlint-disable-next-line no-new-func -- the document's own code is what is tested
  return new Function('Framer', 'sum8', 'repeat', `${script}; return example;`)(
    Framer,
    sum8,
    repeat,
  ) as Driver;
}

const driver = await documented();

/** 34.50 °C before air of 25.00 °C. */
const start = Uint8Array.of(0x21, 0x0d, 0x7a, 0x09, 0xc4);

describe('the worked example of docs/drivers.md', () => {
  itReadsWholeFramesAlone({
    driver,
    samples: [
      {
        name: '34.50 °C in 25.00',
        bytes: Uint8Array.of(...start, sum8(start)),
        events: [temperature({ surface: 3450, ambient: 2500, accuracy: 50 })],
      },
    ],
  });
});
