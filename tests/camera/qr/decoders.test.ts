import { expect } from '@open-wc/testing';
import type { FoundCode } from '../../../src/camera/qr/found-code.ts';
import { selfTestPicture, selfTestText } from '../../../src/camera/qr/self-test-picture.ts';
import { ZxingCpp } from '../../../src/camera/qr/zxing-cpp.ts';
import { shrink, ZxingJs } from '../../../src/camera/qr/zxing-js.ts';
import { drawCode, picture } from './qr-picture.ts';
import { rounds } from '../../support/rounds.ts';

const long = 'HTTPS://SITE.EXAMPLE/P/' + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:'.repeat(7);

/** The text of the only code that was read; undefined when none was. */
function only(codes: FoundCode[]): string | undefined {
  expect(codes.length, codes.map(({ text }) => text).join(', ')).to.be.below(2);
  return codes[0]?.text;
}

describe('ZxingCpp', () => {
  let decoder: ZxingCpp;
  let memory: WebAssembly.Memory;
  before(async () => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const instance = await instantiate(module, imports);
      memory = Object.values(instance.exports).find((each) => each instanceof WebAssembly.Memory)!;
      return instance;
    }) as typeof instantiate;
    try {
      decoder = await ZxingCpp.load();
    } finally {
      WebAssembly.instantiate = instantiate;
    }
  });

  it('reads a code anywhere in the picture', () => {
    for (const [left, top] of [
      [0, 0],
      [900, 400],
      [500, 250],
    ] as const) {
      expect(
        only(
          decoder.read(
            picture((c) => drawCode(c, 'hello', { left, top })),
            'quick',
          ),
        ),
      ).to.equal('hello');
    }
  });

  it('reads a long code with small modules', () => {
    expect(
      only(
        decoder.read(
          picture((c) => drawCode(c, long, { left: 400, top: 100, modulePixels: 4 })),
          'quick',
        ),
      ),
    ).to.equal(long);
  });

  it('reads Chinese text', () => {
    expect(
      only(
        decoder.read(
          picture((c) => drawCode(c, '请联系 测试', { left: 300, top: 200 })),
          'quick',
        ),
      ),
    ).to.equal('请联系 测试');
  });

  for (const turned of [8, 90, 180, 270]) {
    it(`reads a code turned by ${turned} degrees with a quick look`, () => {
      expect(
        only(
          decoder.read(
            picture((c) => drawCode(c, 'turned', { left: 500, top: 200, turned })),
            'quick',
          ),
        ),
      ).to.equal('turned');
    });
  }

  it('reads an inverted code with a thorough look alone', () => {
    const inverted = picture((c) => drawCode(c, 'dark mode', { left: 500, top: 200, inverted: true }));
    expect(only(decoder.read(inverted, 'quick'))).to.equal(undefined);
    expect(only(decoder.read(inverted, 'thorough'))).to.equal('dark mode');
  });

  it('finds nothing in an empty or a noisy picture', () => {
    expect(
      only(
        decoder.read(
          picture(() => {}),
          'thorough',
        ),
      ),
    ).to.equal(undefined);
    expect(
      only(
        decoder.read(
          picture(() => {}, undefined, 255),
          'thorough',
        ),
      ),
    ).to.equal(undefined);
  });

  it('takes a code without a text for none', () => {
    expect(
      only(
        decoder.read(
          picture((c) => drawCode(c, '', { left: 500, top: 200, modulePixels: 10 })),
          'thorough',
        ),
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
      const found = only(
        decoder.read(
          picture((c) => drawCode(c, 'size', { modulePixels: 4 }), { width, height }),
          'quick',
        ),
      );
      expect(found, `${width} x ${height}`).to.equal(width > 200 ? 'size' : undefined);
    }
  });

  it('holds no more memory after many pictures', () => {
    const one = picture((c) => drawCode(c, 'again', {}), { width: 320, height: 240 });
    for (let i = 0; i < 100; i++) decoder.read(one, 'thorough');
    const before = memory.buffer.byteLength;
    for (let i = 0; i < rounds(150, 1000); i++) decoder.read(one, 'thorough');
    expect(memory.buffer.byteLength).to.equal(before);
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
        expect(only(decoder.read(code, factor)), `turned ${turned}`).to.equal('hello');
      }
    });
  }

  it('finds nothing in an empty or a noisy picture, and takes a code without a text for none', () => {
    expect(
      only(
        decoder.read(
          picture(() => {}),
          2,
        ),
      ),
    ).to.equal(undefined);
    expect(
      only(
        decoder.read(
          picture(() => {}, undefined, 255),
          2,
        ),
      ),
    ).to.equal(undefined);
    expect(
      only(
        decoder.read(
          picture((c) => drawCode(c, '', { left: 500, top: 200, modulePixels: 10 })),
          1,
        ),
      ),
    ).to.equal(undefined);
  });

  it('survives pictures too small for any code', () => {
    for (const size of [1, 2, 3, 8, 41]) {
      expect(
        only(
          decoder.read(
            picture(() => {}, { width: size, height: size }),
            1,
          ),
        ),
      ).to.equal(undefined);
      expect(
        only(
          decoder.read(
            picture(() => {}, { width: size, height: size }),
            4,
          ),
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
    expect(only((await ZxingCpp.load()).read(selfTestPicture(), 'quick'))).to.equal(selfTestText);
    expect(only(new ZxingJs().read(selfTestPicture(), 1))).to.equal(selfTestText);
  });
});
