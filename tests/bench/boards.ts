// How long every answer takes that a page of the authority, a venue or a citizen waits for, in a district of real size.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { demoCast } from '../../tools/start/faces.ts';
import { openKeptDistrict } from './boards/district.ts';
import { screensOf, type Ask, type Screen } from './boards/screens.ts';
import { percentile, rounded } from './percentile.ts';

const collections = { me: 'citizens', venue: 'owners', authority: 'staff' };

interface Measured {
  p50: number;
  p95: number;
  /** Of the answer, before it is compressed. */
  bytes: number;
}

/** `npm run bench -- boards [--repeat N] [--data DIR] [--scale S] [--only NAME,…]` */
export default async function boards(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: {
      repeat: { type: 'string', default: '40' },
      data: { type: 'string' },
      scale: { type: 'string', default: 'district' },
      only: { type: 'string' },
    },
  });
  const district = await openKeptDistrict(values.data, values.scale);
  try {
    const { url } = district.server;
    const requests = await requestsOf(url);
    const ask: Ask = async (login, method, path, body) => {
      const answer = await requests(login, method, path, body);
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as never;
    };
    const all: number[] = [];
    const byScreen: { [name: string]: Measured } = {};
    const screens = (await screensOf(ask, Date.now())).filter(
      ({ name }) => !values.only || values.only.split(',').includes(name),
    );
    for (const screen of screens) {
      const { took, bytes } = await measure(screen, requests, Number(values.repeat));
      all.push(...took);
      console.error(
        `  ${screen.name}: p50 ${Math.round(percentile(took, 0.5))} ms, p95 ${Math.round(percentile(took, 0.95))} ms, ${bytes} bytes`,
      );
      byScreen[screen.name] = {
        p50: rounded(percentile(took, 0.5)),
        p95: rounded(percentile(took, 0.95)),
        bytes,
      };
    }
    return { p50: rounded(percentile(all, 0.5)), p95: rounded(percentile(all, 0.95)), byScreen };
  } finally {
    await district.stop();
  }
}

type Requests = (login: string, method: 'GET' | 'POST', path: string, body?: object) => Promise<Response>;

/** Requests with the token of a login, each signed in once. */
async function requestsOf(url: string): Promise<Requests> {
  const { logins } = await demoCast(url);
  const tokens = new Map<string, string>();
  for (const { face, role, email, password } of logins) {
    const answer = await fetch(`${url}/api/collections/${collections[face]}/auth-with-password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ identity: email, password }),
    });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status}`);
    tokens.set(role, ((await answer.json()) as { token: string }).token);
  }
  return (login, method, path, body) =>
    fetch(`${url}/api/sitecode/${path}`, {
      method,
      headers: { Authorization: tokens.get(login)!, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
}

/** A few answers are asked for first: each virtual machine reads the server's code when it is asked the first time. */
const warmUp = 5;

async function measure(
  { name, login, method, path, body, pause: waits = 0 }: Screen,
  requests: Requests,
  repeat: number,
): Promise<{ took: number[]; bytes: number }> {
  const took: number[] = [];
  let bytes = 0;
  for (let turn = -warmUp; turn < repeat; turn++) {
    await pause(waits);
    const begin = performance.now();
    const answer = await requests(login, method, path, body);
    const text = await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${name}: ${path} answered ${answer.status}`);
    if (turn >= 0) took.push(performance.now() - begin);
    bytes = text.byteLength;
  }
  return { took, bytes };
}
