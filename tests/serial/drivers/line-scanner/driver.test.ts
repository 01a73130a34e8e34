import { expect } from '@open-wc/testing';
import { lineScanner, scannedText } from '../../../../src/serial/drivers/line-scanner/driver.ts';
import { LineScannerEmulator } from '../../../../src/serial/drivers/line-scanner/emulator.ts';
import { utf8 } from '../../../../src/domain/bytes/bytes.ts';
import { seeded } from '../../../support/seeded.ts';
import { EmulatedDesk } from '../emulated-desk.ts';

describe('a scanner of lines', () => {
  let desk: EmulatedDesk;
  async function begin(scanner: LineScannerEmulator): Promise<void> {
    desk = new EmulatedDesk(scanner, [lineScanner]);
    await desk.during(100);
    // Staff say what it is.
    desk.devices.choose(desk.devices.list[0]!.key, 'line-scanner');
    expect(await desk.found()).to.equal('line-scanner');
  }
  afterEach(() => desk.stop());

  for (const [name, options] of [
    ['CR', { end: '\r' }],
    ['CR LF', { end: '\r\n' }],
    ['TAB', { end: '\t' }],
    ['silence alone', { end: '' }],
    ['CR, with an AIM identifier', { end: '\r', prefix: ']Q1' }],
  ] as const)
    it(`gives the text of a code that is ended by ${name}`, async () => {
      const scanner = new LineScannerEmulator(options);
      await begin(scanner);
      scanner.scan('HC1:6BFOXN%TSMAHN');
      expect(await desk.during(500)).to.deep.equal([{ type: 'text', text: 'HC1:6BFOXN%TSMAHN' }]);
      scanner.scan('样例');
      expect(await desk.during(500)).to.deep.equal([{ type: 'text', text: '样例' }]);
    });

  it('is nobody before staff said so', async () => {
    const scanner = new LineScannerEmulator();
    desk = new EmulatedDesk(scanner, [lineScanner]);
    await desk.during(3000);
    scanner.scan('HC1:ABC');
    await desk.during(3000);
    expect([desk.running, desk.events.length]).to.deep.equal([null, 0]);
  });

  it('keeps the separator of parts of a one-dimensional code, and takes no noise for text', () => {
    desk = new EmulatedDesk(new LineScannerEmulator(), [lineScanner]);
    expect(scannedText(utf8('0112345\u001d21ABC'))).to.equal('0112345\u001d21ABC');
    expect(scannedText(Uint8Array.of(0xff, 0xfe, 0x41))).to.equal(null);
    expect(scannedText(utf8('a\u0007b'))).to.equal(null);
    const chance = seeded(3);
    for (let round = 0; round < 2000; round++) {
      const text = scannedText(chance.bytes(chance.below(60)));
      if (text !== null) expect(text.replaceAll('\u001d', '')).not.to.match(/\p{Cc}/u);
    }
  });
});
