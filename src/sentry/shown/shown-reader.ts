import { localDay } from '../../domain/time/local-day.ts';
import type { Devices } from '../../serial/devices/devices.ts';
import type { DeviceEvent } from '../../serial/drivers/device-event.ts';
import { KeyboardScanner } from '../../serial/keyboard/keyboard-scanner.ts';
import type { Gate } from '../stop/gate.ts';

interface Options {
  /** UTC ms. */
  now: () => number;
  /** Somebody was there: told once the gate has begun with them, for what was measured before is somebody else's. */
  seen: () => void;
  /** Whether a text is a code of the city's own health code service. */
  isCityCode: (text: string) => boolean;
  /** Whose keys a scanner may press; the page's own when left out. */
  keys?: EventTarget;
}

/**
 * What people show elsewhere than before the camera: a document on a reader, a code before a scanner, on a port or as a keyboard. A
 * scanner's code is a code like any other.
 */
export class ShownReader {
  readonly #devices: Devices | null;
  readonly #gate: Pick<Gate, 'offer' | 'offerCityCode' | 'offerDocument' | 'tellUnread'>;
  readonly #options: Options;
  readonly #keyboard: KeyboardScanner;
  readonly #stopping = new AbortController();
  readonly #endEvents: (() => void) | undefined;

  constructor(
    devices: Devices | null,
    gate: Pick<Gate, 'offer' | 'offerCityCode' | 'offerDocument' | 'tellUnread'>,
    options: Options,
  ) {
    this.#devices = devices;
    this.#gate = gate;
    this.#options = options;
    this.#keyboard = new KeyboardScanner((text) => this.#scanned(text));
    this.#endEvents = devices?.on('event', ({ event }) => this.#take(event));
    const { signal } = this.#stopping;
    const press = (event: Event): void => {
      if (!isTyping(event)) this.#keyboard.press(event as KeyboardEvent);
    };
    (options.keys ?? window).addEventListener('keydown', press, { signal, capture: true });
  }

  /** True while a reader of documents runs. */
  get readsDocuments(): boolean {
    const kinds = ['id-reader', 'document-reader'];
    return (
      this.#devices?.list.some(({ state, driver }) => state === 'running' && kinds.includes(driver!.kind)) ??
      false
    );
  }

  stop(): void {
    this.#stopping.abort();
    this.#keyboard.end();
    this.#endEvents?.();
  }

  #take(event: DeviceEvent): void {
    if (event.type === 'id-card') {
      void this.#gate.offerDocument(event.card);
      this.#options.seen();
    } else if (event.type === 'document') void this.#readLines(event.lines);
    else if (event.type === 'card-unread') this.#gate.tellUnread();
    else if (event.type === 'text') this.#scanned(event.text);
  }

  async #readLines(lines: readonly string[]): Promise<void> {
    const { readTravelDocument } = await import('../../domain/document/travel-document.ts');
    let document;
    try {
      document = readTravelDocument(lines, localDay(this.#options.now()));
    } catch {
      this.#gate.tellUnread();
      return;
    }
    void this.#gate.offerDocument(document);
    this.#options.seen();
  }

  #scanned(text: string): void {
    if (this.#options.isCityCode(text)) void this.#gate.offerCityCode(text, performance.now());
    else void this.#gate.offer([{ text, inFrame: true }], performance.now());
    this.#options.seen();
  }
}

/** Somebody types into a field: what they type is no code. */
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
