import { expect } from '@open-wc/testing';
import { selfTestPicture, selfTestText } from '../../src/camera/self-test-picture.ts';
import { ZxingCpp } from '../../src/camera/zxing-cpp.ts';
import { shrink, ZxingJs } from '../../src/camera/zxing-js.ts';
import { drawCode, picture } from './qr-picture.ts';

const long = 'HTTPS://SITE.EXAMPLE/P/' + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:'.repeat(7);

describe('ZxingCpp', () => {
  let decoder: ZxingCpp;
  before(async () => {
    decoder = await ZxingCpp.load();
  });

  it('reads a code anywhere in the picture', () => {
    for (const [left, top] of [
      [0, 0],
      [900, 400],
      [500, 250],
    ] as const) {
      expect(
        decoder.read(
          picture((c) => drawCode(c, 'hello', { left, top })),
          'quick',
        ),
      ).to.equal('hello');
    }
  });

  it('reads a long code with small modules', () => {
    expect(
      decoder.read(
        picture((c) => drawCode(c, long, { left: 400, top: 100, modulePixels: 4 })),
        'quick',
      ),
    ).to.equal(long);
  });

  it('reads Chinese text', () => {
    expect(
      decoder.read(
        picture((c) => drawCode(c, '请联系 测试', { left: 300, top: 200 })),
        'quick',
      ),
    ).to.equal('请联系 测试');
  });

  for (const turned of [8, 90, 180, 270]) {
    it(`reads a code turned by ${turned} degrees with a quick look`, () => {
      expect(
        decoder.read(
          picture((c) => drawCode(c, 'turned', { left: 500, top: 200, turned })),
          'quick',
        ),
      ).to.equal('turned');
    });
  }

  it('reads an inverted code with a thorough look alone', () => {
    const inverted = picture((c) => drawCode(c, 'dark mode', { left: 500, top: 200, inverted: true }));
    expect(decoder.read(inverted, 'quick')).to.equal(undefined);
    expect(decoder.read(inverted, 'thorough')).to.equal('dark mode');
  });

  it('takes the largest of several codes: the phone before the poster', () => {
    const both = (near: string, far: string, swap: boolean) =>
      picture((c) => {
        drawCode(c, near, { left: swap ? 60 : 700, top: 150, modulePixels: 12 });
        drawCode(c, far, { left: swap ? 700 : 60, top: 150, modulePixels: 5 });
      });
    expect(decoder.read(both('phone', 'poster', false), 'quick')).to.equal('phone');
    expect(decoder.read(both('phone', 'poster', true), 'quick')).to.equal('phone');
  });

  it('finds nothing in an empty or a noisy picture', () => {
    expect(
      decoder.read(
        picture(() => {}),
        'thorough',
      ),
    ).to.equal(undefined);
    expect(
      decoder.read(
        picture(() => {}, undefined, 255),
        'thorough',
      ),
    ).to.equal(undefined);
  });

  it('takes a code without a text for none', () => {
    expect(
      decoder.read(
        picture((c) => drawCode(c, '', { left: 500, top: 200, modulePixels: 10 })),
        'thorough',
      ),
    ).to.equal(undefined);
  });

  it('takes pictures of any size, one after the other', () => {
    for (const [width, height] of [
      [1, 1],
      [320, 240],
      [1920, 1080],
      [321, 243],
    ] as const) {
      const found = decoder.read(
        picture((c) => drawCode(c, 'size', { modulePixels: 4 }), { width, height }),
        'quick',
      );
      expect(found, `${width} x ${height}`).to.equal(width > 200 ? 'size' : undefined);
    }
  });

  it('holds no more memory after a thousand pictures', () => {
    const one = picture((c) => drawCode(c, 'again', {}), { width: 320, height: 240 });
    const memory = () => (decoder as unknown as { module: { HEAPU8: Uint8Array } }).module.HEAPU8.length;
    for (let i = 0; i < 100; i++) decoder.read(one, 'thorough');
    const before = memory();
    for (let i = 0; i < 1000; i++) decoder.read(one, 'thorough');
    expect(memory()).to.equal(before);
  });

  it('says what is wrong when its file is not there, or is none', async () => {
    const missing = await ZxingCpp.load('/no-such.wasm').catch((error: Error) => error);
    expect(String(missing)).to.contain('/no-such.wasm').and.contain('404');
    const text = await ZxingCpp.load('data:text/plain,hello').catch((error: Error) => error);
    expect(text).to.be.instanceOf(WebAssembly.CompileError);
  });
});

describe('ZxingJs', () => {
  const decoder = new ZxingJs();

  for (const factor of [1, 2, 4] as const) {
    it(`reads a large code at a scale of 1/${factor}, turned as well`, () => {
      for (const turned of [0, 10, 180]) {
        const code = picture((c) => drawCode(c, 'hello', { left: 450, top: 150, modulePixels: 12, turned }));
        expect(decoder.read(code, factor), `turned ${turned}`).to.equal('hello');
      }
    });
  }

  it('finds nothing in an empty or a noisy picture, and takes a code without a text for none', () => {
    expect(
      decoder.read(
        picture(() => {}),
        2,
      ),
    ).to.equal(undefined);
    expect(
      decoder.read(
        picture(() => {}, undefined, 255),
        2,
      ),
    ).to.equal(undefined);
    expect(
      decoder.read(
        picture((c) => drawCode(c, '', { left: 500, top: 200, modulePixels: 10 })),
        1,
      ),
    ).to.equal(undefined);
  });

  it('survives pictures too small for any code', () => {
    for (const size of [1, 2, 3, 8, 41]) {
      expect(
        decoder.read(
          picture(() => {}, { width: size, height: size }),
          1,
        ),
      ).to.equal(undefined);
      expect(
        decoder.read(
          picture(() => {}, { width: size, height: size }),
          4,
        ),
      ).to.equal(undefined);
    }
  });

  it('shrinks by means, and leaves out what does not fill a pixel', () => {
    const data = Uint8Array.of(0, 10, 20, 30, 99, 40, 50, 60, 70, 99, 99, 99, 99, 99, 99);
    const small = shrink({ data, width: 5, height: 3 }, 2);
    expect({ ...small, data: [...small.data] }).to.deep.equal({ width: 2, height: 1, data: [25, 45] });
  });
});

describe('the self-test picture', () => {
  it('is read by both decoders', async () => {
    expect((await ZxingCpp.load()).read(selfTestPicture(), 'quick')).to.equal(selfTestText);
    expect(new ZxingJs().read(selfTestPicture(), 1)).to.equal(selfTestText);
  });
});
