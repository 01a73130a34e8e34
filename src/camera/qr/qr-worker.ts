/** The thread that reads QR codes, so that the screen never waits for it. Protocol: qr-messages.ts. */
import { LumaSource, lumaOfPixels, type Luma } from './luma.ts';
import { QrDecoder } from './qr-decoder.ts';
import type { FrameMessage, WorkerMessage } from './qr-messages.ts';
import { Stillness } from '../stillness.ts';
import { ZxingCpp } from './zxing-cpp.ts';
import { ZxingJs } from './zxing-js.ts';

/** Nothing has moved for so long: what was not read by now is not read by looking again, ms. */
const lookOnMs = 3000;
/** So often it is looked all the same, ms: a code that is still there must not count as taken away. */
const lookAgainMs = 500;

/**
 * So many frames of a picture in which nothing moves get second looks, every third of them: by then each way of looking had its turn. A
 * second look takes as long as a frame, and whoever holds up a code meanwhile would wait for it.
 */
const thoroughFrames = 18;

const lumaSource = new LumaSource();
const stillness = new Stillness();
/** performance.now() when something last moved, and when a code was last looked for. */
let movedAt = -Infinity;
let lookedAt = -Infinity;
/** Frames since something moved. */
let stillFrames = 0;
let toldProblem: string | undefined;

function send(message: WorkerMessage): void {
  self.postMessage(message);
}

/** Null when no decoder of this browser works. */
async function prepare(): Promise<QrDecoder | null> {
  let cpp: ZxingCpp | undefined;
  let problem: string | undefined;
  try {
    cpp = await ZxingCpp.load();
  } catch (error) {
    problem = `The WebAssembly QR decoder is missing (${String(error)}); the slower one is used.`;
  }
  const decoder = new QrDecoder(cpp, new ZxingJs());
  try {
    decoder.selfTest();
    toldProblem = decoder.problem;
    send({ type: 'ready', engine: decoder.engine, problem: problem ?? decoder.problem });
    return decoder;
  } catch (error) {
    send({ type: 'failed', problem: `${String(error)} ${problem ?? decoder.problem ?? ''}`.trim() });
    return null;
  }
}

const preparing = prepare();

async function lumaOf(frame: VideoFrame | ImageData): Promise<Luma> {
  if (frame instanceof ImageData) return lumaOfPixels(frame.data, frame);
  try {
    return await lumaSource.of(frame);
  } finally {
    frame.close();
  }
}

/** Why the decoder has just become slower, once. */
function newProblem(decoder: QrDecoder | null): string | undefined {
  if (!decoder || decoder.problem === toldProblem) return undefined;
  toldProblem = decoder.problem;
  return toldProblem;
}

/** Where looks are seldom, a thorough one now and then keeps nobody waiting. */
function mayLookHard(): boolean {
  return stillFrames <= thoroughFrames || performance.now() - movedAt > lookOnMs;
}

/** While nobody is there a look at each frame would cost a fifth of a processor. */
function isWorthLooking(moved: boolean): boolean {
  const now = performance.now();
  if (moved) movedAt = now;
  if (now - movedAt > lookOnMs && now - lookedAt < lookAgainMs) return false;
  lookedAt = now;
  return true;
}

self.addEventListener('message', async ({ data: { id, frame, wanting } }: MessageEvent<FrameMessage>) => {
  let answer: Pick<Extract<WorkerMessage, { type: 'answer' }>, 'codes' | 'moved' | 'problem'>;
  try {
    const luma = await lumaOf(frame);
    const decoder = await preparing;
    const moved = stillness.moved(luma);
    stillFrames = moved ? 0 : stillFrames + 1;
    answer = {
      codes: isWorthLooking(moved) ? (decoder?.decode(luma, wanting, mayLookHard()) ?? []) : [],
      moved,
    };
    answer.problem = newProblem(decoder);
  } catch (error) {
    answer = { codes: [], moved: true, problem: String(error) };
  }
  send({ type: 'answer', id, decodedAt: performance.timeOrigin + performance.now(), ...answer });
});
