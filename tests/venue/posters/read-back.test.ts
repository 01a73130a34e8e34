import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/ui/district/qr-code.ts';
import type { QrCode } from '../../../src/ui/district/qr-code.ts';
import { readBack } from '../../../src/venue/posters/read-back.ts';
import { seeded } from '../../support/seeded.ts';
import { codeUrl } from '../own-sites.ts';
import { rounds } from '../../support/rounds.ts';

async function drawn(text: string): Promise<SVGSVGElement> {
  const element = await fixture<QrCode>(html`<sc-qr-code correction="Q" .text=${text}></sc-qr-code>`);
  return element.shadowRoot!.querySelector('svg')!;
}

describe('reading a drawn code back', () => {
  it('reads every address of a site code, whatever its length', async () => {
    const random = seeded(3);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const some = (length: number) =>
      Array.from({ length }, () => letters[random.below(letters.length)]).join('');
    const unread: string[] = [];
    for (let index = 0; index < rounds(40, 200); index++) {
      const address = `http://127.0.0.1:${30000 + index * 131}/s/#${some(80 + (index % 40))}`;
      if ((await readBack(await drawn(address))) !== address) unread.push(address);
    }
    expect(unread).to.deep.equal([]);
  });

  it('reads nothing in a drawing whose code was lost', async () => {
    const drawing = await drawn(codeUrl);
    drawing.querySelector('path')!.remove();
    expect(await readBack(drawing)).to.equal(null);
  });

  it('reads nothing in a drawing that is damaged beyond its correction', async () => {
    const drawing = await drawn(codeUrl);
    const { width } = drawing.viewBox.baseVal;
    const stain = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [name, value] of Object.entries({
      x: 4,
      y: width * 0.35,
      width: width - 16,
      height: width * 0.3,
    }))
      stain.setAttribute(name, String(value));
    drawing.append(stain);
    expect(await readBack(drawing)).to.equal(null);
  });
});
