// Runs the signer beside a server, as a process of its own, and starts it again when it ends by itself.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { tiedToUs } from '../machine/tied-to-us.ts';
import { places } from '../places.ts';
import { PlainError } from '../plain-error.ts';

export interface RunningSigner {
  /** Such as http://127.0.0.1:41234; the same after a start anew. */
  url: string;
  port: number;
  /** The process of now. */
  pid(): number;
  /** Asks it to end; resolves when it is gone. */
  stop(): Promise<void>;
}

/** A signer that ends at once each time is not started without end, ms. */
const pauseMs = 500;

/**
 * @param folder the signer's own, with its keys (tools/keys/secrets.ts)
 * @param wanted its port; any free one when left out
 * @throws PlainError with what it said, if it does not start
 */
export async function startSigner(folder: string, wanted = 0): Promise<RunningSigner> {
  let { child, port } = await begin(folder, wanted);
  let stopping = false;
  const watch = (one: ChildProcess): void => {
    one.once('close', () => {
      if (stopping) return;
      setTimeout(() => void again(), pauseMs).unref();
    });
  };
  const again = async (): Promise<void> => {
    if (stopping) return;
    try {
      ({ child } = await begin(folder, port));
      watch(child);
    } catch (error) {
      console.error(String(error));
      setTimeout(() => void again(), pauseMs).unref();
    }
  };
  watch(child);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: () => child.pid ?? 0,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function begin(folder: string, port: number): Promise<{ child: ChildProcess; port: number }> {
  const [program, args] = await tiedToUs(process.execPath, [places.signer, folder, String(port)]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new PlainError(said.trim() || 'The signer ended while it started.'));
    child.once('error', ended);
    child.once('close', ended);
    createInterface(child.stdout).on('line', (line) => {
      const found = /listens on 127\.0\.0\.1:(\d+)/.exec(line);
      if (found) resolve({ child, port: Number(found[1]) });
    });
  });
}
