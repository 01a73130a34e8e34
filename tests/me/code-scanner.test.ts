import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { sentryCodeText, type SentryCode } from '../../src/domain/pass/challenge.ts';
import { openCamera, type CameraChoice } from '../../src/camera/open-camera.ts';
import '../../src/me/code-scanner.ts';
import type { CodeScanner } from '../../src/me/code-scanner.ts';
import { setLanguage } from '../../src/ui/language/languages.ts';
import { answerTexts } from '../../src/ui/texts/citizen/answer.ts';
import { siteCodeUrl } from '../../src/domain/site/site-code.ts';
import { testDistrict } from '../support/district.ts';
import { CanvasCamera } from '../camera/canvas-camera.ts';
import { waitUntil } from '../support/wait-until.ts';

const t = answerTexts['zh-CN'];
const asked: SentryCode = { site: 12, device: 3, challenge: Uint8Array.of(9, 8, 7, 6) };

let camera: CanvasCamera;
let scanner: CodeScanner;
let codes: SentryCode[];
let closed: number;
let cameras: { deviceId: string }[];
/** Which camera was asked for, each time. */
let choices: CameraChoice[];

async function open(openStream: CodeScanner['openStream'] = () => camera.open(), own = false): Promise<void> {
  codes = [];
  closed = 0;
  scanner = await fixture<CodeScanner>(
    html`<sc-code-scanner
      .openStream=${own ? openCamera : openStream}
      .listCameras=${async () => cameras}
      @sentry-code=${(event: CustomEvent<SentryCode>) => codes.push(event.detail)}
      @close=${() => closed++}
    ></sc-code-scanner>`,
  );
}

const hint = (): string => scanner.shadowRoot!.querySelector('[role=status]')!.textContent!.trim();
const dialog = () => scanner.shadowRoot!.querySelector('sc-overlay')!.shadowRoot!.querySelector('dialog')!;
const button = (label: string): HTMLButtonElement | null =>
  [...scanner.shadowRoot!.querySelectorAll('button')].find((each) => each.textContent!.trim() === label) ??
  null;
/** How many overlays lie over the page, as the history has it. */
const depth = (): number => (history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays ?? 0;
const recorded = (choice: CameraChoice): Promise<MediaStream> => {
  choices.push(choice);
  return camera.open();
};
const says = (text: string) => waitUntil(() => hint() === text, `it says "${text}"`);

describe('the phone’s scanner', () => {
  before(() => setLanguage('zh-CN'));
  beforeEach(() => {
    camera = new CanvasCamera(1280, 720);
    cameras = [{ deviceId: 'one' }];
    choices = [];
  });
  afterEach(() => {
    scanner.remove();
    camera.freeze();
  });

  it('reads a sentry’s code from the camera’s picture and tells it once', async () => {
    await open();
    await says(t.scanHint);
    camera.show(sentryCodeText(asked), { left: 480, top: 200, modulePixels: 9, turned: 8 });
    await waitUntil(() => codes.length > 0, 'the code is read');
    await aTimeout(600);
    expect(codes, 'though it is still before the camera').to.deep.equal([asked]);
  });

  it('shows the person what the camera sees', async () => {
    await open();
    await says(t.scanHint);
    const video = scanner.shadowRoot!.querySelector('video')!;
    expect(video.srcObject).to.equal(camera.streams[0]);
    await waitUntil(() => video.videoWidth === 1280, 'the picture plays');
  });

  it('says of any other code that it is none of a sentry, and goes on to the right one', async () => {
    await open();
    for (const text of ['https://code.example/s/#AQUBAg', 'H1:ABC', `${sentryCodeText(asked)}00`]) {
      camera.show(text);
      await says(t.notSentryCode);
      expect(codes).to.deep.equal([]);
    }
    camera.show(sentryCodeText(asked));
    await waitUntil(() => codes.length > 0, 'the code is read');
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

  const ways: [way: string, close: () => void][] = [
    ['its button', () => button(t.back)!.click()],
    ['Back', () => history.back()],
    // As Esc does it.
    ['Esc', () => dialog().close()],
  ];
  for (const [way, close] of ways) {
    it(`lets the person give up by ${way}: once, and the history is where it was`, async () => {
      await waitUntil(() => depth() === 0);
      await open();
      await says(t.scanHint);
      await waitUntil(() => depth() === 1, 'Back closes it');
      close();
      await waitUntil(() => closed > 0);
      expect(closed).to.equal(1);
      expect(dialog().open).to.equal(false);
      await waitUntil(() => depth() === 0, 'the history is where it was');
    });
  }

  it('is a modal dialog with a name, and the focus is on its heading', async () => {
    await open();
    await says(t.scanHint);
    expect(dialog().matches(':modal')).to.equal(true);
    expect(dialog().getAttribute('aria-label')).to.equal(t.scan);
    await waitUntil(() => scanner.shadowRoot!.activeElement?.tagName === 'H1');
  });

  it('asks for the camera that looks away from the person, and for any other where that is taken', async () => {
    await open(recorded);
    await says(t.scanHint);
    expect(choices).to.deep.equal([{ facingMode: 'environment', orAnyOther: true }]);
  });

  it('offers another camera where there are several, and goes round them', async () => {
    cameras = [{ deviceId: 'wide' }, { deviceId: 'main' }, { deviceId: 'front' }];
    await open(async (choice) => {
      const stream = await recorded(choice);
      const deviceId = choice.deviceId ?? 'main';
      stream.getVideoTracks()[0]!.getSettings = () => ({ deviceId });
      return stream;
    });
    for (const [index, expected] of ['front', 'wide', 'main'].entries()) {
      await waitUntil(() => button(t.otherCamera), 'the switch is there');
      button(t.otherCamera)!.click();
      await waitUntil(() => choices.length === index + 2, 'another one is opened');
      await says(t.scanHint);
      expect(choices.at(-1)!.deviceId).to.equal(expected);
      expect(camera.streams.map((stream) => stream.active)).to.deep.equal(
        camera.streams.map((_, at) => at === index + 1),
      );
    }
    camera.show(sentryCodeText(asked));
    await waitUntil(() => codes.length > 0, 'the code is read');
  });

  it('offers no other camera where there is one', async () => {
    await open();
    await says(t.scanHint);
    expect(button(t.otherCamera)).to.equal(null);
  });

  it('gives the camera back while the page is hidden, and opens it again', async () => {
    await open();
    await says(t.scanHint);
    const hidden = (value: boolean): void => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    try {
      hidden(true);
      expect(camera.track.readyState).to.equal('ended');
      hidden(false);
      await waitUntil(() => camera.streams.length === 2, 'it is opened again');
      await says(t.scanHint);
      window.dispatchEvent(new Event('pagehide'));
      expect(camera.track.readyState).to.equal('ended');
    } finally {
      delete (document as { hidden?: boolean }).hidden;
    }
  });

  it('offers to check in with a site code that was read in place of a sentry’s', async () => {
    const { body, signature } = await (
      await testDistrict()
    ).siteCode(Uint8Array.of(1, 2, 3, 4, 5, 6), new Uint8Array(4));
    await open();
    await says(t.scanHint);
    camera.show(siteCodeUrl('https://elsewhere.example', body, signature), {
      left: 300,
      top: 60,
      modulePixels: 8,
    });
    await says(t.siteCode);
    const link = scanner.shadowRoot!.querySelector('a')!;
    expect(link.href).to.equal(siteCodeUrl(location.origin, body, signature));
    expect(codes).to.deep.equal([]);
  });

  it('tries again when the person says so', async () => {
    let free = false;
    await open(async () => {
      if (!free) throw new DOMException('No right.', 'NotAllowedError');
      return camera.open();
    });
    await says(t.cameraDenied);
    free = true;
    button(t.retry)!.click();
    await says(t.scanHint);
  });

  const troubles: [name: string, said: string][] = [
    ['NotAllowedError', t.cameraDenied],
    ['NotFoundError', t.cameraMissing],
    ['NotSupportedError', t.cameraMissing],
    ['NotReadableError', t.cameraBusy],
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
