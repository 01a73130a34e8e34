import { connect, type Socket } from 'node:net';

/** A connection on which a test writes what no client of a library would: half a head, a body that never ends. */
export class RawConnection {
  #received = '';
  readonly #ended: Promise<void>;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1').on('data', (text: string) => (this.#received += text));
    // A server that closes while this side writes: what it said before counts.
    socket.on('error', () => undefined);
    this.#ended = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** @param from the address of this machine that it comes from, such as 127.0.0.2 */
  static open(port: number, from?: string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', ...(from && { localAddress: from }) });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawConnection(socket));
      });
    });
  }

  write(text: string): this {
    this.socket.write(text, 'latin1');
    return this;
  }

  /** All that the server says until it ends the connection. @throws Error when it has not after so many ms */
  async untilEnd(patienceMs: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `The server kept the connection for ${patienceMs} ms; it said: ${this.#received}`;
      timer = setTimeout(() => reject(new Error(message)), patienceMs);
    });
    try {
      await Promise.race([this.#ended, late]);
      return this.#received;
    } finally {
      clearTimeout(timer);
      this.socket.destroy();
    }
  }

  /** What the server said so far. */
  get received(): string {
    return this.#received;
  }

  close(): void {
    this.socket.destroy();
  }
}

/** The head of a request with a body. @param length of the body; left out, it comes in chunks of unknown number */
export function headOf(path: string, length?: number, headers = ''): string {
  const size = length === undefined ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${headers}${size}\r\n\r\n`;
}

/** The status of an answer; 0 when the server ended without one. */
export function statusOf(received: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1] ?? 0);
}
