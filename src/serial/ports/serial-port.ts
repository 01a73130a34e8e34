/**
 * What this project asks of a serial port: the part of Web Serial that the native ports, the WebUSB stand-in and the
 * emulated ports can all keep. Signals are left out: ports that cannot set them must work too.
 */
export interface Port {
  /** Bytes from the device; null while closed, and for good once the device is lost. A new stream after each error. */
  readonly readable: ReadableStream<Uint8Array> | null;
  /** Bytes to the device. A write that resolves proves nothing: writes to a lost device resolve too. */
  readonly writable: WritableStream<Uint8Array> | null;
  /** False once the device is gone. The same device plugged in again is another Port object. */
  readonly connected: boolean;
  getInfo(): PortInfo;
  /** Rejects with InvalidStateError when it is open already, with NetworkError when it cannot be opened. */
  open(options: PortOptions): Promise<void>;
  /** Rejects with TypeError while a reader or writer holds a stream. */
  close(): Promise<void>;
}

/** How a port is opened; always 8 data bits, no parity, 1 stop bit. */
export interface PortOptions {
  baudRate: number;
  /** Bytes that may wait for the reader; Web Serial's 255 would cut long answers into many chunks. */
  bufferSize: number;
}

/** Which kind of device it is; both absent for a port that is no USB device. */
export interface PortInfo {
  usbVendorId?: number | undefined;
  usbProductId?: number | undefined;
}

/** Devices that come and go. */
export interface PortEvents {
  /** Plugged in, or just granted by the user: worth a try. */
  connect: Port;
  disconnect: Port;
}

/** Where ports come from: the browser, WebUSB, or the emulator. */
export interface PortSource {
  /** The ports this page may use, without asking anybody. */
  getPorts(): Promise<Port[]>;
  /**
   * Asks the user for a port: only from a tap on a staff screen.
   * @returns the port, or undefined when the user chose none
   */
  requestPort(): Promise<Port | undefined>;
  on<Type extends keyof PortEvents>(type: Type, listener: (port: PortEvents[Type]) => void): () => void;
}

/** True when both describe the same kind of device: two of a kind cannot be told apart by it. */
export function isSameKind(a: PortInfo, b: PortInfo): boolean {
  return a.usbVendorId === b.usbVendorId && a.usbProductId === b.usbProductId;
}
