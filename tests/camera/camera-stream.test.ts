import { aTimeout, expect } from '@open-wc/testing';
import { CameraStream, type CameraStreamOptions } from '../../src/camera/camera-stream.ts';
import { VideoPump } from '../../src/camera/video-pump.ts';
import type { OpenStream } from '../../src/camera/open-camera.ts';
import { CanvasCamera } from './canvas-camera.ts';
import { waitUntil } from '../support/wait-until.ts';

describe('CameraStream', () => {
  let canvas: CanvasCamera;
  let video: HTMLVideoElement;
  let camera: CameraStream;
  let pump: VideoPump;
  let states: string[];

  function make(open: OpenStream, options: Partial<CameraStreamOptions> = {}): void {
    camera = new CameraStream({
      video,
      open,
      stallAfterMs: 300,
      firstFrameWithinMs: 600,
      retryAfterMs: 40,
      retryAtLongestMs: 160,
      ...options,
    });
    pump = new VideoPump(video, {
      take: ({ image }) => {
        (image as VideoFrame).close();
        pump.release();
      },
      seen: () => camera.noteFrame(),
    });
    states = [];
    camera.on('state', ({ state }) => states.push(state));
    pump.start();
  }

  const reaches = (state: string) => waitUntil(() => camera.state === state, `${state} is reached`);
  const failing = (...names: string[]): OpenStream => {
    return async () => {
      const name = names.shift();
      if (name) throw new DOMException('as told', name);
      return canvas.open();
    };
  };

  beforeEach(() => {
    canvas = new CanvasCamera(320, 240);
    video = document.createElement('video');
  });

  afterEach(() => {
    pump.stop();
    camera.stop();
    canvas.freeze();
  });

  it('runs as soon as frames come', async () => {
    make(canvas.open);
    await camera.start();
    await reaches('running');
    expect(states).to.deep.equal(['starting', 'running']);
    expect(video.srcObject).to.equal(canvas.streams[0]);
    expect([video.muted, video.playsInline]).to.deep.equal([true, true]);
    expect(camera.track).to.equal(canvas.track);
  });

  it('opens a stream anew that gives no frames any more', async () => {
    make(canvas.open);
    await camera.start();
    await reaches('running');
    const first = canvas.track;
    canvas.freeze();
    await reaches('interrupted');
    expect(camera.detail).to.contain('No frame came for');
    expect(first.readyState).to.equal('ended');
    canvas.run();
    await reaches('running');
    expect(canvas.streams.length).to.be.above(1);
    expect(canvas.track.readyState).to.equal('live');
  });

  it('opens a stream anew that never gave a frame', async () => {
    let opened = 0;
    make(async () => (opened++ === 0 ? new CanvasStill().stream : canvas.open()));
    await camera.start();
    await reaches('running');
    expect(states).to.deep.equal(['starting', 'interrupted', 'running']);
    expect(opened).to.equal(2);
  });

  it('opens a stream anew that ended', async () => {
    make(canvas.open);
    await camera.start();
    await reaches('running');
    canvas.track.stop();
    canvas.track.dispatchEvent(new Event('ended'));
    expect(camera.state).to.equal('interrupted');
    expect(camera.detail).to.contain('ended');
    await reaches('running');
    expect(canvas.streams).to.have.length(2);
  });

  it('says when the system mutes the camera, and opens it anew if it stays so', async () => {
    make(canvas.open);
    await camera.start();
    await reaches('running');
    Object.defineProperty(canvas.track, 'muted', { value: true });
    canvas.track.dispatchEvent(new Event('mute'));
    expect(camera.state).to.equal('interrupted');
    await reaches('running');
    expect(canvas.streams).to.have.length(2);
  });

  it('goes on with the same stream when the system unmutes it in time', async () => {
    make(canvas.open, { retryAfterMs: 2000, retryAtLongestMs: 2000, stallAfterMs: 2000 });
    await camera.start();
    await reaches('running');
    Object.defineProperty(canvas.track, 'muted', { value: true, configurable: true });
    canvas.track.dispatchEvent(new Event('mute'));
    await aTimeout(150);
    expect(camera.state, 'frames of a muted camera are black').to.equal('interrupted');
    Object.defineProperty(canvas.track, 'muted', { value: false });
    await reaches('running');
    await aTimeout(2200);
    expect(canvas.streams).to.have.length(1);
  });

  const refusals: [error: string, state: string][] = [
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotSupportedError', 'missing'],
    ['NotReadableError', 'interrupted'],
    ['AbortError', 'interrupted'],
  ];
  for (const [error, state] of refusals) {
    it(`is ${state} after ${error}, and tries again by itself`, async () => {
      make(failing(error, error));
      await camera.start();
      expect(camera.state).to.equal(state);
      expect(camera.detail).to.contain('as told');
      await reaches('running');
      expect(states[1]).to.equal(state);
    });
  }

  it('is missing when a stream has no video', async () => {
    make(async () => new MediaStream());
    await camera.start();
    expect(camera.state).to.equal('missing');
  });

  it('waits longer and longer between its tries', async () => {
    const tries: number[] = [];
    make(async () => {
      tries.push(performance.now());
      throw new DOMException('busy', 'NotReadableError');
    });
    await camera.start();
    await waitUntil(() => tries.length >= 6, 'six tries');
    camera.stop();
    const gaps = tries.slice(1).map((at, i) => at - tries[i]!);
    [40, 80, 160, 160, 160].forEach((wait, i) =>
      // Never sooner; how much later is the machine's.
      expect(gaps[i], `gap ${i}`).to.be.at.least(wait - 2),
    );
    const count = tries.length;
    await aTimeout(400);
    expect(tries.length, 'tries after it was stopped').to.equal(count);
  });

  it('tries at once when a device is plugged in', async () => {
    make(failing('NotFoundError'), { retryAfterMs: 60_000, retryAtLongestMs: 60_000 });
    await camera.start();
    expect(camera.state).to.equal('missing');
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await reaches('running');
  });

  it('leaves a running camera alone when some device is plugged in', async () => {
    make(canvas.open);
    await camera.start();
    await reaches('running');
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await aTimeout(200);
    expect(canvas.streams).to.have.length(1);
  });

  it('gives the camera back at once when it is stopped, and takes it again when it is started', async () => {
    make(canvas.open);
    await camera.start();
    await reaches('running');
    camera.stop();
    expect(canvas.track.readyState).to.equal('ended');
    expect(video.srcObject).to.equal(null);
    await camera.start();
    await reaches('running');
  });

  it('gives a stream back that comes after it was stopped', async () => {
    let deliver!: (stream: MediaStream) => void;
    make(() => new Promise((resolve) => (deliver = resolve)));
    const started = camera.start();
    camera.stop();
    deliver(await canvas.open());
    await started;
    expect(canvas.track.readyState).to.equal('ended');
    expect(video.srcObject).to.equal(null);
  });

  it('never rejects, whatever its video element does', async () => {
    make(canvas.open);
    video.play = () => Promise.reject(new DOMException('no', 'AbortError'));
    await camera.start();
    expect(camera.state).to.be.oneOf(['starting', 'running']);
  });
});

/** A canvas that was painted once, and whose one frame was taken before the stream was opened: it gives none. */
class CanvasStill {
  readonly stream: MediaStream;
  constructor() {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    // With a rate of 0, a frame comes only when it is asked for.
    this.stream = canvas.captureStream(0);
  }
}
