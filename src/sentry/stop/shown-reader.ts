import { localDay } from '../../domain/time/local-day.ts';
import type { Devices } from '../../serial/devices/devices.ts';
import type { DeviceEvent } from '../../serial/drivers/device-event.ts';
import { KeyboardScanner } from '../../serial/keyboard/keyboard-scanner.ts';
import type { Gate } from './gate.ts';

interface Options {
  /** UTC ms. */
  now: () => number;
  /** Somebody is there. */
  seen: () => void;
  /** Whose keys a scanner may press; the page's own when left out. */
  keys?: EventTarget;
}

/**
 * What people show elsewhere than before the camera: a document on a reader, a code before a scanner, on a port or as a keyboard. A
 * scanner's code is a code like any other.
 */
export class ShownReader {
  readonly #devices: Devices | null;
  readonly #gate: Pick<Gate, 'offer' | 'offerDocument' | 'tellUnread'>;
  readonly #options: Options;
  readonly #keyboard: KeyboardScanner;
  readonly #stopping = new AbortController();
  readonly #endEvents: (() => void) | undefined;

  constructor(
    devices: Devices | null,
    gate: Pick<Gate, 'offer' | 'offerDocument' | 'tellUnread'>,
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
      this.#options.seen();
      void this.#gate.offerDocument(event.card);
    } else if (event.type === 'document') void this.#readLines(event.lines);
    else if (event.type === 'card-unread') this.#gate.tellUnread();
    else if (event.type === 'text') this.#scanned(event.text);
  }

  async #readLines(lines: readonly string[]): Promise<void> {
    this.#options.seen();
    const { readTravelDocument } = await import('../../domain/document/travel-document.ts');
    let document;
    try {
      document = readTravelDocument(lines, localDay(this.#options.now()));
    } catch {
      this.#gate.tellUnread();
      return;
    }
    await this.#gate.offerDocument(document);
  }

  #scanned(text: string): void {
    this.#options.seen();
    void this.#gate.offer([{ text, inFrame: true }], performance.now());
  }
}

/** Somebody types into a field: what they type is no code. */
function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
