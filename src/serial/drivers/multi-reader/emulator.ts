import type { DeviceLine, EmulatedDevice } from '../../ports/emulated/emulated-device.ts';
import { multiFrame, readCardCommand } from './protocol.ts';

/** A multi-in-one reader on which cards are laid as it is told. */
export class MultiReaderEmulator implements EmulatedDevice {
  readonly baudRate = 115_200;
  #line: DeviceLine | undefined;
  #received: number[] = [];
  #card: Uint8Array | null = null;

  /** @param text the card's 256 bytes; null: it is taken away */
  lay(text: Uint8Array | null): void {
    this.#card = text;
  }

  plugIn(line: DeviceLine): void {
    this.#line = line;
  }

  plugOut(): void {
    this.#line = undefined;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#received = [...this.#received, byte].slice(-readCardCommand.length);
      if (!readCardCommand.every((value, at) => this.#received[at] === value)) continue;
      const text = this.#card;
      this.#line?.send(
        multiFrame(
          text ? Uint8Array.of(0xca, 1, 0, ...text, ...new Uint8Array(1024)) : Uint8Array.of(0xca, 1, 1),
        ),
      );
    }
  }
}
