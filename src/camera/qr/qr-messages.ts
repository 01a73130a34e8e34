import type { Decoded } from './qr-decoder.ts';

/** What the page sends to the QR worker: one frame. The worker closes it. */
export interface FrameMessage {
  /** Given back in the answer. */
  id: number;
  frame: VideoFrame | ImageData;
  /** True while the codes read last were not what is looked for. */
  wanting: boolean;
}

/** What the worker sends back. Times are ms since 1970 with fractions: each thread's performance.now() has its own zero. */
export type WorkerMessage =
  /** Once, at its start: it can read codes. `problem` says why it does so with the slower decoder. */
  | { type: 'ready'; engine: 'zxing-cpp' | 'zxing-js'; problem?: string | undefined }
  /** Once, at its start: it cannot read codes at all. */
  | { type: 'failed'; problem: string }
  /** One for each frame. */
  | {
      type: 'answer';
      id: number;
      decodedAt: number;
      codes: Decoded[];
      /** Whether the picture differs from the one before it. */
      moved: boolean;
      /** Why this frame could not be read, or why reading has just become slower. */
      problem?: string | undefined;
    };
