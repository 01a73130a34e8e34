// A stand-in for the place where PocketBase's releases lie, on this machine alone.
import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { releaseFileName } from '../../../tools/pocketbase/release.ts';
import { pinnedVersion } from '../../../tools/pocketbase/version.ts';
import { zipOf } from '../machine/zip-writer.ts';

/** A program that answers as the released one does to `--version`. */
export function programOfVersion(version: string): Buffer {
  return Buffer.from(`#!/bin/sh\necho "pocketbase version ${version}"\n`);
}

export const zipName = releaseFileName(pinnedVersion);
export const zip = zipOf([
  { name: 'CHANGELOG.md', bytes: Buffer.from('changes') },
  { name: 'pocketbase', bytes: programOfVersion(pinnedVersion), streamed: true },
]);
export const checksums = `${'0'.repeat(64)}  other.zip\n${sha256(zip)}  ${zipName}\n`;

/** The paths of a good release and their contents. */
export function releaseFiles(): Record<string, Buffer | string> {
  const folder = `/download/v${pinnedVersion}`;
  return { [`${folder}/checksums.txt`]: checksums, [`${folder}/${zipName}`]: zip };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Serves until the test ends; returns the base address. */
export async function serve(test: Pick<TestContext, 'after'>, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Serves these files by their paths, and 404 for all else. */
export function serveFiles(
  test: Pick<TestContext, 'after'>,
  files: Record<string, Buffer | string>,
): Promise<string> {
  return serve(test, (request, response) => {
    const body = files[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body ?? 'no such file');
  });
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
