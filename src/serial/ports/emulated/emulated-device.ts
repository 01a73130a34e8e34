/**
 * What an emulated device is plugged into: an in-page port, or a TCP socket that a pty is bridged to. Bytes in, bytes
 * out: the device knows nothing else of the world.
 */
export interface DeviceLine {
  /** Carries bytes to the host. */
  send(bytes: Uint8Array): void;
  /** The cable is pulled, now. */
  unplug(): void;
}

/** The core of an emulator. */
export interface EmulatedDevice {
  /** The rate at which it speaks and listens now; at any other the host sees garbage. */
  readonly baudRate: number;
  /** It gets power and a line. */
  plugIn(line: DeviceLine): void;
  /** It loses power and line. */
  plugOut(): void;
  /** Bytes from the host. */
  receive(bytes: Uint8Array): void;
}

/**
 * What a receiver sees of bytes that were sent at another rate: about as many bytes as fit into the time, and none of them
 * right. The same input gives the same garbage, so tests repeat.
 */
export function garble(bytes: Uint8Array, sentAt: number, readAt: number): Uint8Array {
  const count = Math.max(1, Math.round((bytes.length * readAt) / sentAt));
  const garbage = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const source = bytes[Math.floor((i * bytes.length) / count)] ?? 0;
    garbage[i] = (Math.imul(source ^ 0x5c, 0x2d) + i * 0x4f + (source >>> 3)) & 0xff;
  }
  return garbage;
}
