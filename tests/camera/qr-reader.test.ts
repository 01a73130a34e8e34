import { aTimeout, expect } from '@open-wc/testing';
import { QrReader, type CodesSeen, type QrReaderOptions } from '../../src/camera/qr-reader.ts';
import type { FrameMessage, WorkerMessage } from '../../src/camera/qr/qr-messages.ts';
import type { Decoded } from '../../src/camera/qr/qr-decoder.ts';
import { CanvasCamera } from './canvas-camera.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A worker that does what a test says. */
class FakeWorker extends EventTarget {
  ended = false;
  readonly frames: FrameMessage[] = [];
  readonly #answer: (message: FrameMessage) => WorkerMessage | null;

  constructor(answer: (message: FrameMessage) => WorkerMessage | null) {
    super();
    this.#answer = answer;
  }
  postMessage(message: FrameMessage): void {
    this.frames.push(message);
    (message.frame as VideoFrame).close();
    const answer = this.#answer(message);
    if (answer) queueMicrotask(() => this.say(answer));
  }
  say(data: WorkerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {
    this.ended = true;
  }
}

describe('QrReader', () => {
  let canvas: CanvasCamera;
  let reader: QrReader;
  let codes: (Decoded & Omit<CodesSeen, 'codes'>)[];
  let problems: string[];
  let states: string[];

  function make(options: QrReaderOptions = {}): void {
    reader = new QrReader({ openStream: canvas.open, ...options });
    codes = [];
    problems = [];
    states = [];
    reader.on('codes', ({ codes: all, ...times }) =>
      codes.push(...all.map((code) => ({ ...code, ...times }))),
    );
    reader.on('problem', (problem) => problems.push(problem));
    reader.on('state', (state) => states.push(state));
  }

  const sees = (text: string) => waitUntil(() => codes.at(-1)?.text === text, `${text} is seen`);

  beforeEach(() => {
    canvas = new CanvasCamera(1280, 720);
  });

  afterEach(() => {
    reader.stop();
    canvas.freeze();
  });

  it('reads a code from a stream through its worker, in every frame, with its times', async () => {
    make();
    await reader.start();
    await waitUntil(() => reader.heartbeat.engine !== null, 'the worker is ready');
    expect(reader.heartbeat.engine).to.equal('zxing-cpp');
    const shown = canvas.show('HELLO SENTRY');
    await sees('HELLO SENTRY');
    const { capturedAt, decodedAt, at, decoder } = codes[0]!;
    expect(decoder).to.equal('zxing-cpp');
    // A canvas's stream dates its frames by a clock of its own: near, but not to the millisecond.
    expect(Math.abs(capturedAt - shown)).to.be.below(10_000);
    expect(decodedAt).to.be.within(capturedAt, at);
    await waitUntil(() => codes.length > 10, 'it is read again and again');
    expect(problems).to.deep.equal([]);
    expect(states).to.deep.equal(['running']);
  });

  it('reads the next code when the picture changes, and none when it is gone', async () => {
    make();
    await reader.start();
    canvas.show('FIRST');
    await sees('FIRST');
    canvas.show('SECOND');
    await sees('SECOND');
    canvas.show();
    await aTimeout(500);
    const count = codes.length;
    await aTimeout(500);
    expect(codes.length).to.equal(count);
    canvas.show('FIRST');
    await sees('FIRST');
  });

  it('reads an inverted code by its thorough looks', async () => {
    make();
    await reader.start();
    canvas.show('DARK', { left: 420, top: 140, modulePixels: 10, inverted: true });
    await sees('DARK');
    expect(codes[0]!.decoder).not.to.equal('zxing-cpp');
  });

  it('reads a code of the size of a pass', async () => {
    make();
    await reader.start();
    const pass = 'HTTPS://SITE.EXAMPLE/P/' + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:'.repeat(6);
    canvas.show(pass, { left: 400, top: 120, modulePixels: 6 });
    await sees(pass);
  });

  it('tells its health', async () => {
    make();
    expect(reader.heartbeat).to.deep.equal({
      state: 'starting',
      camera: 'starting',
      isBlind: false,
      framesPerSecond: 0,
      readsPerSecond: 0,
      lastFrameAt: null,
      engine: null,
    });
    await reader.start();
    const begun = performance.now();
    await waitUntil(() => reader.heartbeat.readsPerSecond > 0, 'frames are read');
    await waitUntil(() => reader.heartbeat.lastFrameAt! > begun, 'one was read just now');
    const { state, framesPerSecond } = reader.heartbeat;
    expect(state).to.equal('running');
    expect(framesPerSecond).to.be.above(0);
  });

  it('recovers from a stream that died, and reads on', async () => {
    make({ stallAfterMs: 400, retryAfterMs: 50 });
    await reader.start();
    canvas.show('BEFORE');
    await sees('BEFORE');
    canvas.freeze();
    await waitUntil(() => reader.state === 'interrupted', 'it is noticed');
    canvas.run();
    canvas.show('AFTER');
    await sees('AFTER');
    expect(reader.state).to.equal('running');
    expect(problems.join()).to.contain('No frame came');
  });

  it('gives camera and worker back when it is stopped, and starts again', async () => {
    make();
    await reader.start();
    canvas.show('ONE');
    await sees('ONE');
    reader.stop();
    expect(canvas.track.readyState).to.equal('ended');
    const count = codes.length;
    await aTimeout(300);
    expect(codes.length).to.equal(count);
    canvas.show('TWO');
    await reader.start();
    await sees('TWO');
  });

  it('plays in the video element it was given', async () => {
    const video = document.createElement('video');
    make({ video });
    await reader.start();
    expect(reader.video).to.equal(video);
    expect(video.srcObject).to.equal(canvas.streams[0]);
  });

  it("reads from the browser's own camera without one being given", async () => {
    reader = new QrReader();
    await reader.start();
    await waitUntil(() => reader.heartbeat.readsPerSecond > 0, 'frames are read');
    expect(reader.track!.label).to.contain('fake');
  });

  it('reads with the slower decoder where there is no WebAssembly, and says so', async () => {
    const worker = new URL('../../src/camera/qr/qr-worker.ts', import.meta.url).href;
    const script = `import 'data:text/javascript,delete self.WebAssembly'; import '${worker}';`;
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    make({ makeWorker: () => new Worker(url, { type: 'module' }) });
    await reader.start();
    canvas.show('NO WASM');
    await sees('NO WASM');
    expect(codes[0]!.decoder).to.equal('zxing-js');
    expect(reader.heartbeat.engine).to.equal('zxing-js');
    expect(problems.join()).to.contain('WebAssembly QR decoder is missing');
    expect(reader.state).to.equal('running');
    URL.revokeObjectURL(url);
  });

  describe('with a worker in trouble', () => {
    let workers: FakeWorker[];
    function makeWith(
      answer: (message: FrameMessage, nth: number) => WorkerMessage | null,
      options = {},
    ): void {
      workers = [];
      make({
        makeWorker: () => {
          const nth = workers.length;
          const worker = new FakeWorker((message) => answer(message, nth));
          workers.push(worker);
          queueMicrotask(() => worker.say({ type: 'ready', engine: 'zxing-cpp' }));
          return worker as unknown as Worker;
        },
        ...options,
      });
    }
    const answerTo = ({ id }: FrameMessage, text?: string): WorkerMessage => ({
      type: 'answer',
      id,
      decodedAt: performance.timeOrigin + performance.now(),
      moved: true,
      codes: text ? [{ text, inFrame: true, decoder: 'zxing-js' as const }] : [],
    });

    it('replaces one that does not answer', async () => {
      makeWith((message, nth) => (nth === 0 ? null : answerTo(message, 'second worker')), {
        answerWithinMs: 200,
      });
      await reader.start();
      await waitUntil(() => reader.state === 'running', 'it runs');
      await waitUntil(() => reader.state === 'interrupted', 'it is noticed');
      expect(workers[0]!.ended).to.equal(true);
      expect(problems.join()).to.contain('did not answer');
      await sees('second worker');
      expect(reader.state).to.equal('running');
    });

    it('replaces one that crashed', async () => {
      makeWith((message, nth) => answerTo(message, `worker ${nth}`));
      await reader.start();
      await sees('worker 0');
      workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }));
      expect(reader.state).to.equal('interrupted');
      expect(problems).to.deep.equal(['The QR worker failed: out of memory.']);
      await sees('worker 1');
      expect(reader.state).to.equal('running');
      expect(workers[0]!.ended).to.equal(true);
    });

    it('is interrupted while no decoder of the browser works', async () => {
      makeWith((message) => answerTo(message));
      await reader.start();
      await waitUntil(() => reader.state === 'running', 'it runs');
      workers[0]!.say({ type: 'failed', problem: 'No QR decoder of this browser reads the test picture.' });
      expect(reader.state).to.equal('interrupted');
      expect(problems.at(-1)).to.contain('No QR decoder');
    });

    it('passes on why the slower decoder is used', async () => {
      makeWith((message) => answerTo(message));
      await reader.start();
      workers[0]!.say({ type: 'ready', engine: 'zxing-js', problem: 'WebAssembly is forbidden.' });
      expect(reader.heartbeat.engine).to.equal('zxing-js');
      expect(problems).to.deep.equal(['WebAssembly is forbidden.']);
    });

    it('has one frame at most on its way, and ignores answers to frames of before', async () => {
      makeWith(() => null, { answerWithinMs: 60_000 });
      await reader.start();
      await waitUntil(() => workers[0]!.frames.length === 1, 'a frame is sent');
      await aTimeout(300);
      expect(workers[0]!.frames).to.have.length(1);
      const [first] = workers[0]!.frames;
      workers[0]!.say(answerTo({ ...first!, id: 999 }, 'of before'));
      expect(codes).to.deep.equal([]);
      workers[0]!.say(answerTo(first!, 'now'));
      expect(codes.map(({ text }) => text)).to.deep.equal(['now']);
      await waitUntil(() => workers[0]!.frames.length === 2, 'the next is sent');
    });

    it('tells all codes of a frame, and the worker while none of them is what is looked for', async () => {
      const wanting: boolean[] = [];
      let inView = ['poster'];
      makeWith(
        (message) => {
          wanting.push(message.wanting);
          const seen = inView.map((text: string) => ({
            text,
            inFrame: false,
            decoder: 'zxing-cpp' as const,
          }));
          return { ...answerTo(message), codes: seen } as WorkerMessage;
        },
        { isWanted: (text: string) => text.startsWith('pass') },
      );
      await reader.start();
      await waitUntil(() => wanting.at(-1) === true, 'it looks harder');
      expect(wanting[0]).to.equal(false);
      inView = ['poster', 'pass 1', 'pass 2'];
      await sees('pass 2');
      expect(codes.slice(-3).map(({ text }) => text)).to.deep.equal(['poster', 'pass 1', 'pass 2']);
      await waitUntil(() => wanting.at(-1) === false, 'it looks as usual');
    });

    it('says so when the worker cannot be loaded at all', async () => {
      make({ makeWorker: () => new Worker('/no-such-worker.js', { type: 'module' }) });
      await reader.start();
      await waitUntil(() => problems.length > 0, 'it is reported');
      expect(problems[0]).to.contain('QR worker failed');
      await waitUntil(() => reader.state === 'interrupted', 'it is not running');
    });
  });
});
