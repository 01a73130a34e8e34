import { aTimeout, expect } from '@open-wc/testing';
import type { Pump, PumpListener, PumpedFrame } from '../../src/camera/pump.ts';
import { TrackPump } from '../../src/camera/track-pump.ts';
import { VideoPump } from '../../src/camera/video-pump.ts';
import { CanvasCamera } from './canvas-camera.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Where frames come from, by the pump's name. */
const pumps: Record<string, (video: HTMLVideoElement, listener: PumpListener) => Pump> = {
  VideoPump: (video, listener) => new VideoPump(video, listener),
  TrackPump: (video, listener) =>
    new TrackPump((video.srcObject as MediaStream).getVideoTracks()[0]!, listener),
};

for (const [name, make] of Object.entries(pumps))
  describe(name, () => {
    let canvas: CanvasCamera;
    let video: HTMLVideoElement;
    let pump: Pump;
    let frames: (PumpedFrame & { at: number })[];
    let seen: number;

    function begin(onFrame: (frame: PumpedFrame) => void = () => pump.release()): void {
      frames = [];
      seen = 0;
      pump = make(video, {
        take: (frame) => {
          frames.push({ ...frame, at: performance.now() });
          if (!(frame.image instanceof ImageData)) frame.image.close();
          onFrame(frame);
        },
        seen: () => seen++,
      });
      pump.start();
    }

    beforeEach(async () => {
      canvas = new CanvasCamera(320, 240);
      video = document.createElement('video');
      video.muted = true;
      video.srcObject = await canvas.open();
      await video.play();
    });

    afterEach(() => {
      pump.stop();
      canvas.freeze();
      canvas.track.stop();
      video.srcObject = null;
    });

    it('gives some thirty frames a second, each with the time when it was captured', async () => {
      begin();
      await aTimeout(1200);
      expect(pump.framesPerSecond).to.be.within(10, 40);
      expect(frames.length).to.be.above(10);
      for (const { capturedAt, at } of frames) expect(at - capturedAt).to.be.within(0, 500);
      for (let i = 1; i < frames.length; i++)
        expect(frames[i]!.capturedAt).to.be.above(frames[i - 1]!.capturedAt);
      expect(performance.now() - pump.lastFrameAt!).to.be.below(500);
    });

    it('gives VideoFrames', async () => {
      const kinds: string[] = [];
      begin(({ image }) => kinds.push(image.constructor.name));
      await waitUntil(() => frames.length > 0);
      expect(kinds[0]).to.equal('VideoFrame');
    });

    it('gives no second frame before the first is let go, and then the newest at once', async () => {
      begin(() => {});
      await waitUntil(() => frames.length === 1);
      await waitUntil(() => seen >= 6);
      expect(frames).to.have.length(1);
      const before = performance.now();
      pump.release();
      expect(frames).to.have.length(2);
      expect(frames[1]!.at - before).to.be.below(30);
      expect(frames[1]!.capturedAt - frames[0]!.capturedAt).to.be.above(100);
    });

    it('waits for a new frame when it is let go before one came', async () => {
      begin(() => {});
      await waitUntil(() => frames.length === 1);
      canvas.freeze();
      await aTimeout(150);
      const count = frames.length;
      pump.release();
      pump.release();
      // At most the one frame that came before the picture stood still.
      expect(frames.length - count).to.be.at.most(1);
    });

    it('gives nothing after it was stopped, and goes on when it is started again', async () => {
      begin();
      await waitUntil(() => frames.length > 2);
      pump.stop();
      pump.release();
      const count = frames.length;
      await aTimeout(200);
      expect(frames.length).to.equal(count);
      pump.start();
      await waitUntil(() => frames.length > count);
    });

    it('forgets what it counted when the frames stop', async () => {
      begin();
      await waitUntil(() => pump.framesPerSecond > 3);
      canvas.freeze();
      await aTimeout(1200);
      expect(pump.framesPerSecond).to.equal(0);
      expect(pump.lastFrameAt).to.be.a('number');
    });

    if (name === 'TrackPump')
      it('takes none while the page is hidden, and ends with its track', async () => {
        begin();
        await waitUntil(() => frames.length > 1);
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        const count = frames.length;
        const { mark } = canvas;
        await waitUntil(() => canvas.mark > mark + 6, 'the canvas goes on');
        delete (document as { hidden?: boolean }).hidden;
        expect(frames.length).to.equal(count);
        await waitUntil(() => frames.length > count, 'they come again');
        canvas.track.stop();
        const ended = frames.length;
        const { mark: atEnd } = canvas;
        await waitUntil(() => canvas.mark > atEnd + 6, 'the canvas goes on');
        expect(frames.length - ended).to.be.at.most(1);
      });

    if (name === 'VideoPump')
      describe('in browsers without VideoFrame and requestVideoFrameCallback', () => {
        const original = window.VideoFrame;
        afterEach(() => {
          window.VideoFrame = original;
        });

        it('gives pixels of the same picture', async () => {
          // @ts-expect-error it is missing there
          window.VideoFrame = undefined;
          video = new Proxy(video, {
            has: (target, key) => key !== 'requestVideoFrameCallback' && key in target,
            get: (target, key) => {
              const value = Reflect.get(target, key) as unknown;
              return typeof value === 'function' ? value.bind(target) : value;
            },
            set: (target, key, value) => Reflect.set(target, key, value),
          });
          const real = canvasFor(video);
          begin();
          await waitUntil(() => frames.length > 3, 'frames come');
          real.restore();
          const image = frames.at(-1)!.image as ImageData;
          expect([image.width, image.height]).to.deep.equal([320, 240]);
          expect(image.data[(200 * 320 + 160) * 4]).to.be.within(0x70, 0x7e);
        });
      });
  });

/** drawImage refuses a proxy: draw what is behind it. */
function canvasFor(proxy: HTMLVideoElement): { restore(): void } {
  const real = proxy.valueOf() as HTMLVideoElement;
  const prototype = CanvasRenderingContext2D.prototype;
  const original = prototype.drawImage;
  prototype.drawImage = function (
    this: CanvasRenderingContext2D,
    source: CanvasImageSource,
    ...rest: never[]
  ) {
    return Reflect.apply(original, this, [source === proxy ? real : source, ...rest]) as undefined;
  } as typeof prototype.drawImage;
  return { restore: () => (prototype.drawImage = original) };
}
