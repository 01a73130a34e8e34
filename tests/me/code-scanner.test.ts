import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sentryCodeText, type SentryCode } from '../../src/domain/challenge.ts';
import '../../src/me/code-scanner.ts';
import type { CodeScanner } from '../../src/me/code-scanner.ts';
import { setLanguage } from '../../src/ui/languages.ts';
import { answerTexts } from '../../src/ui/texts/answer.ts';
import { CanvasCamera } from '../camera/canvas-camera.ts';

const t = answerTexts['zh-CN'];
const patient = { timeout: 10_000 };
const asked: SentryCode = { site: 12, device: 3, challenge: Uint8Array.of(9, 8, 7, 6) };

let camera: CanvasCamera;
let scanner: CodeScanner;
let codes: SentryCode[];
let closed: number;

async function open(openStream: CodeScanner['openStream'] = camera.open, own = false): Promise<void> {
  codes = [];
  closed = 0;
  scanner = await fixture<CodeScanner>(
    html`<sc-code-scanner
      .openStream=${own ? undefined : openStream}
      @sentry-code=${(event: CustomEvent<SentryCode>) => codes.push(event.detail)}
      @close=${() => closed++}
    ></sc-code-scanner>`,
  );
}

const hint = (): string => scanner.shadowRoot!.querySelector('[role=status]')!.textContent!.trim();
const says = (text: string) => waitUntil(() => hint() === text, `it says "${text}"`, patient);

describe('the phone’s scanner', () => {
  before(() => setLanguage('zh-CN'));
  beforeEach(() => {
    camera = new CanvasCamera();
  });
  afterEach(() => {
    scanner.remove();
    camera.freeze();
  });

  it('reads a sentry’s code from the camera’s picture and tells it once', async () => {
    await open();
    await says(t.scanHint);
    camera.show(sentryCodeText(asked), { left: 480, top: 200, modulePixels: 9, turned: 8 });
    await waitUntil(() => codes.length > 0, 'the code is read', patient);
    await aTimeout(600);
    expect(codes, 'though it is still before the camera').to.deep.equal([asked]);
  });

  it('shows the person what the camera sees', async () => {
    await open();
    await says(t.scanHint);
    const video = scanner.shadowRoot!.querySelector('video')!;
    expect(video.srcObject).to.equal(camera.streams[0]);
    await waitUntil(() => video.videoWidth === 1280, 'the picture plays', patient);
  });

  it('says of any other code that it is none of a sentry, and goes on to the right one', async () => {
    await open();
    for (const text of ['https://code.example/s/#AQUBAg', 'H1:ABC', `${sentryCodeText(asked)}00`]) {
      camera.show(text);
      await says(t.notSentryCode);
      expect(codes).to.deep.equal([]);
    }
    camera.show(sentryCodeText(asked));
    await waitUntil(() => codes.length > 0, 'the code is read', patient);
    expect(codes).to.deep.equal([asked]);
  });

  it('gives the camera back when it goes', async () => {
    await open();
    await says(t.scanHint);
    scanner.remove();
    expect(camera.track.readyState).to.equal('ended');
    camera.show(sentryCodeText(asked));
    await aTimeout(500);
    expect(codes).to.deep.equal([]);
  });

  it('lets the person give up', async () => {
    await open();
    scanner.shadowRoot!.querySelector('button')!.click();
    expect(closed).to.equal(1);
  });

  const troubles: [name: string, said: string][] = [
    ['NotAllowedError', t.cameraDenied],
    ['NotFoundError', t.cameraMissing],
  ];
  for (const [name, said] of troubles) {
    it(`says why there is no picture (${name})`, async () => {
      await open(async () => {
        throw new DOMException('No camera.', name);
      });
      await says(said);
    });
  }

  it('reads from the browser’s own camera when it is given none', async () => {
    await open(undefined, true);
    await says(t.scanHint);
  });
});
