// Downloads the official release and trusts it only by its checksum.
import { createHash } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../plain-error.ts';
import { fileInZip } from './zip.ts';

/** Where releases lie; SITECODE_POCKETBASE_RELEASES names another place with the same layout, such as a district's mirror. */
export const officialReleases = 'https://github.com/pocketbase/pocketbase/releases';

export interface ReleaseRequest {
  /** As in '0.40.4'. */
  version: string;
  /** Base address; the files are `<releases>/download/v<version>/<file>`. */
  releases: string;
  /** Path of the executable to write. */
  target: string;
  /** Longest wait for an answer, and for more bytes once it flows; in ms. */
  patience?: number;
}

/** The release's file for this machine, such as `pocketbase_0.40.4_linux_amd64.zip`. Throws where none is published. */
export function releaseFileName(version: string, platform = process.platform, arch = process.arch): string {
  const system = { linux: 'linux', darwin: 'darwin' }[platform as string];
  const machine = { x64: 'amd64', arm64: 'arm64', arm: 'armv7', ppc64: 'ppc64le', s390x: 's390x' }[
    arch as string
  ];
  if (!system || !machine) throw new Error(`no release is published for ${platform} on ${arch}`);
  return `pocketbase_${version}_${system}_${machine}.zip`;
}

/**
 * Downloads, checks (SHA-256 against the release's checksums.txt, before anything is unpacked) and unpacks PocketBase.
 * @returns the path of the executable.
 * @throws Error whose message says what failed; nothing is left at the target then.
 */
export async function downloadRelease(request: ReleaseRequest): Promise<string> {
  const { version, target, patience = 10_000 } = request;
  const fileName = releaseFileName(version);
  const folder = `${request.releases.replace(/\/+$/, '')}/download/v${version}`;
  const checksums = (await download(`${folder}/checksums.txt`, patience)).toString('utf8');
  const expected = checksumOf(checksums, fileName);
  if (!expected) throw new Error(`${folder}/checksums.txt does not name ${fileName}`);
  const zip = await download(`${folder}/${fileName}`, patience);
  const found = createHash('sha256').update(zip).digest('hex');
  if (found !== expected) {
    throw new Error(
      `${fileName} has the wrong checksum (SHA-256 ${found}, checksums.txt says ${expected}): it was thrown away`,
    );
  }
  const executable = await fileInZip(zip, 'pocketbase');
  await mkdir(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.part`;
  await writeFile(unfinished, executable);
  await chmod(unfinished, 0o755);
  await rename(unfinished, target);
  return target;
}

/** The SHA-256 that a checksums.txt (`<hex>  <file>` a line) gives for a file; lower-case hex, or undefined. */
export function checksumOf(checksums: string, fileName: string): string | undefined {
  for (const line of checksums.split('\n')) {
    const [sum, name] = line.trim().split(/\s+\*?/);
    if (name === fileName && sum && /^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
  }
  return undefined;
}

async function download(address: string, patience: number): Promise<Buffer> {
  const stop = new AbortController();
  const giveUp = () => stop.abort(new Error(`no answer within ${patience / 1000} s`));
  let timer = setTimeout(giveUp, patience);
  try {
    const response = await fetch(address, { signal: stop.signal, redirect: 'follow' });
    if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trim());
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    const announced = Number(response.headers.get('content-length'));
    // A proxy that closes early can make a short body look whole.
    if (announced && !response.headers.get('content-encoding') && announced !== bytes.length) {
      throw new Error(`the download stopped after ${bytes.length} of ${announced} bytes`);
    }
    return bytes;
  } catch (error) {
    throw new Error(`${address}: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
