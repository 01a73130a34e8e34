// What a signature and a look-up cost the signer, as a process of its own, each asked for by itself over HTTP as the server does.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { base64url } from '../../src/domain/bytes/bytes.ts';
import { build } from '../../tools/build/build.ts';
import { ensureKeyring, signerFolder, writeClosed } from '../../tools/keys/secrets.ts';
import { startSigner } from '../../tools/signer/process.ts';
import { pass } from '../signer/messages.ts';
import { percentile, rounded } from './percentile.ts';
import { cpuOf } from './server-cpu.ts';

/** As many as a server's VMs that ask at once on a busy morning. */
const connections = 8;

/** `npm run bench -- signer [--requests N]`: `perSecond` and `lookupsPerSecond` are of the signer's CPU; `p95` of a signature, ms. */
export default async function signer(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: { requests: { type: 'string', default: '20000' } },
  });
  const count = Number(values.requests);
  await build(['server']);
  const data = await mkdtemp(join(tmpdir(), 'sitecode-bench-signer-'));
  try {
    const folder = signerFolder(await ensureKeyring(data));
    const free = { minute: 10_000_000, day: 10_000_000 };
    await writeClosed(join(folder, 'limits.json'), { pass: free, phone: free });
    const token = (await readFile(join(folder, 'token'), 'utf8')).trim();
    const running = await startSigner(folder);
    const agent = new Agent({ keepAlive: true, maxSockets: connections });
    const ask = (path: string, body: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'content-length': Buffer.byteLength(body) };
        const asked = request(`${running.url}/${path}`, { method: 'POST', agent, headers }, (answer) => {
          answer.resume();
          answer.once('end', () =>
            answer.statusCode === 200
              ? resolve()
              : reject(new Error(`The signer answered ${answer.statusCode}.`)),
          );
        });
        asked.once('error', reject);
        asked.end(body);
      });
    const measure = async (path: string, body: () => string): Promise<{ perSecond: number; p95: number }> => {
      for (let index = 0; index < 500; index++) await ask(path, body());
      const took: number[] = [];
      let left = count;
      const before = await cpuOf(running.pid());
      const one = async (): Promise<void> => {
        while (left-- > 0) {
          const begin = performance.now();
          await ask(path, body());
          took.push(performance.now() - begin);
        }
      };
      await Promise.all(Array.from({ length: connections }, one));
      const seconds = ((await cpuOf(running.pid())) - before) / 1e6;
      return { perSecond: Math.round(count / seconds), p95: rounded(percentile(took, 0.95)) };
    };
    try {
      const signed = await measure('sign/pass/1', () => base64url(pass(Date.now())));
      const found = await measure('index/phone', () => '13800000000');
      return { perSecond: signed.perSecond, p95: signed.p95, lookupsPerSecond: found.perSecond };
    } finally {
      agent.destroy();
      await running.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
