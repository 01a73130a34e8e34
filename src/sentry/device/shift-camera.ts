import { QrReader, type QrReaderEvents, type QrReaderHeartbeat } from '../../camera/qr-reader.ts';
import type { Decoded } from '../../camera/qr/qr-decoder.ts';
import { shiftCodePrefix } from '../../domain/roster/shift-code.ts';
import { timingMark } from '../app/timing-mark.ts';
import { isCredential } from '../shown/in-view.ts';
import type { SentryDevice } from './sentry-device.ts';
import { rememberCamera, type ShiftSources } from './shift-sources.ts';

/** A shift's code that was out of sight for so long is news again, ms. */
const shiftCodeAgainMs = 2000;

interface Options {
  device: SentryDevice;
  sources: ShiftSources;
  onState: (state: QrReaderEvents['state']) => void;
  /** What people show: without shifts' codes and those of the city. `now` is the page's monotonic time, ms. */
  onCodes: (codes: Decoded[], now: number) => void;
  onCityCode: (text: string, now: number) => void;
  /** Something that somebody shows was seen; what hangs on a wall all day says nothing of a person. */
  onSeen: () => void;
  /** Somebody holds the key of a shift before the camera: it stays there for many pictures, and is told once. */
  onShiftCode: (text: string) => void;
}

/** The camera of a running sentry: which one it is, and what is read from its pictures. */
export class ShiftCamera {
  readonly #options: Options;
  #video: HTMLVideoElement | null = null;
  #reader: QrReader | null = null;
  /** The shift's code that was last in view. It holds a key: it is forgotten with the page. */
  #shiftCode = { text: '', at: -Infinity };

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param video shows what the camera sees */
  async start(video: HTMLVideoElement): Promise<void> {
    this.#video = video;
    await this.#open();
  }

  /** How the reader is; null before the camera was opened. */
  get health(): QrReaderHeartbeat | null {
    return this.#reader?.heartbeat ?? null;
  }

  stop(): void {
    this.#reader?.stop();
  }

  /** Reads from another camera from now on, and after the next start. @param id '' for the browser's own choice */
  async choose(id: string): Promise<void> {
    rememberCamera(id);
    this.#options.sources.cameraId = id;
    await this.openAnew();
  }

  /** Gives the camera back, and opens the one that is wanted now. */
  async openAnew(): Promise<void> {
    this.#reader?.stop();
    await this.#open();
  }

  async #open(): Promise<void> {
    const { device, sources, onState } = this.#options;
    const reader = new QrReader({
      video: this.#video!,
      isWanted: (text) =>
        isCredential(text) || text.startsWith(shiftCodePrefix) || device.cityCodes.has(text),
      ...(sources.hand.handHeld && { facingMode: 'environment' as const }),
      ...(sources.openStream && { openStream: sources.openStream }),
      ...(sources.cameraId && { deviceId: sources.cameraId }),
    });
    this.#reader = reader;
    reader.on('state', onState);
    reader.on('codes', ({ codes, capturedAt }) => this.#see(codes, capturedAt));
    await reader.start();
  }

  #see(codes: Decoded[], capturedAt: number): void {
    const { device, onCodes, onCityCode, onSeen } = this.#options;
    const { cityCodes } = device;
    const isSomebody = codes.some(({ text }) => isCredential(text));
    if (isSomebody) timingMark('code-captured', capturedAt);
    const shiftCode = codes.find(({ text }) => text.startsWith(shiftCodePrefix));
    const city = codes.find(({ text }) => cityCodes.has(text));
    if (city) {
      onCityCode(city.text, performance.now());
      onSeen();
    }
    if (shiftCode) this.#seeShiftCode(shiftCode.text);
    const others = codes.filter(({ text }) => !text.startsWith(shiftCodePrefix) && !cityCodes.has(text));
    onCodes(others, performance.now());
    if (isSomebody) onSeen();
  }

  #seeShiftCode(text: string): void {
    const at = performance.now();
    const isNews = text !== this.#shiftCode.text || at - this.#shiftCode.at > shiftCodeAgainMs;
    this.#shiftCode = { text, at };
    if (isNews) this.#options.onShiftCode(text);
  }
}
