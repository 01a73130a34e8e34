import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { uploadHashHeader } from '../../src/domain/api/gate/sentry-api.ts';

/** What becomes of the answer to an upload: it arrives; nothing of it does; its beginning does. */
export type Cut = 'none' | 'before' | 'middle';

const uploadLine = /^POST \/api\/sitecode\/sentry\/scans HTTP/;
const hashLine = new RegExp(`^${uploadHashHeader}: *([0-9a-f]{64})`, 'im');

/**
 * Stands before the server and passes everything on, byte by byte. Of uploads it cuts the connection when their answer is
 * there: the server has stored them, and whoever sent them does not know.
 */
export class CuttingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #hashes = new Set<string>();
  /** How many answers were cut off. */
  cuts = 0;
  /** How many uploads came a second time just as they were: sent again by the browser itself, for a retry of ours is signed anew. */
  resent = 0;

  private constructor(port: number, choose: () => Cut) {
    this.#server = createServer((near) => this.#join(near, port, choose));
  }

  /** @param port the server's @param choose asked at each upload */
  static async open(port: number, choose: () => Cut): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port, choose);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Such as http://127.0.0.1:8090, no slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket, port: number, choose: () => Cut): void {
    const far = connect({ host: '127.0.0.1', port });
    /** What becomes of the next answer. */
    let cut: Cut = 'none';
    let head = '';
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      // A request's first bytes: its head is in one piece, or in the first few.
      const text = bytes.toString('latin1');
      if (uploadLine.test(text)) {
        cut = choose();
        head = text;
      } else if (head !== '') head += text;
      const hash = hashLine.exec(head)?.[1];
      if (hash !== undefined) {
        if (this.#hashes.has(hash)) this.resent++;
        this.#hashes.add(hash);
        head = '';
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (cut === 'none') {
        near.write(bytes);
        return;
      }
      this.cuts++;
      if (cut === 'before') near.destroy();
      else near.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => near.destroy());
      cut = 'none';
      far.destroy();
    });
  }
}
