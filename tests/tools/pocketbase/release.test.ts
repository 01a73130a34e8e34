import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { checksumOf, downloadRelease, releaseFileName } from '../../../tools/pocketbase/release.ts';
import { pinnedVersion as version } from '../../../tools/pocketbase/version.ts';
import {
  checksums,
  deadAddress,
  releaseFiles,
  serve,
  serveFiles,
  sha256,
  zip,
  zipName,
} from './release-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folderOfRelease = `/download/v${version}`;
const checksumsPath = `${folderOfRelease}/checksums.txt`;
const zipPath = `${folderOfRelease}/${zipName}`;

describe('downloading the release', () => {
  it('writes an executable that runs', async (test) => {
    const target = join(await temporaryFolder(test), 'new', 'pocketbase');
    const releases = await serveFiles(test, releaseFiles());
    assert.equal(await downloadRelease({ version, releases, target }), target);
    assert.equal(execFileSync(target, { encoding: 'utf8' }), `pocketbase version ${version}\n`);
    assert.deepEqual(await readdir(join(target, '..')), ['pocketbase']);
  });

  it('follows redirects, and takes a base address that ends in a slash', async (test) => {
    const target = join(await temporaryFolder(test), 'pocketbase');
    const elsewhere = await serveFiles(test, releaseFiles());
    const releases = await serve(test, (request, response) => {
      response.writeHead(302, { location: `${elsewhere}${request.url}` }).end();
    });
    await downloadRelease({ version, releases: `${releases}/`, target });
    assert.equal(execFileSync(target, { encoding: 'utf8' }), `pocketbase version ${version}\n`);
  });

  it('refuses a zip whose checksum is not the published one', async (test) => {
    const other = Buffer.concat([zip, Buffer.from('!')]);
    const releases = await serveFiles(test, { ...releaseFiles(), [zipPath]: other });
    await refuses(test, releases, new RegExp(`wrong checksum .*${sha256(other)}.*${sha256(zip)}`));
  });

  it('refuses a zip that checksums.txt does not name', async (test) => {
    const releases = await serveFiles(test, {
      ...releaseFiles(),
      [checksumsPath]: `${'0'.repeat(64)}  other.zip\n`,
    });
    await refuses(
      test,
      releases,
      new RegExp(`checksums.txt does not name ${zipName.replaceAll('.', '\\.')}`),
    );
  });

  it('says which file is missing', async (test) => {
    await refuses(test, await serveFiles(test, {}), /checksums\.txt: the server answers 404/);
    await refuses(
      test,
      await serveFiles(test, { [checksumsPath]: checksums }),
      /\.zip: the server answers 404/,
    );
  });

  it('refuses a download that ends too early', async (test) => {
    const releases = await serve(test, (request, response) => {
      if (request.url === checksumsPath) {
        response.end(checksums);
        return;
      }
      response.writeHead(200, { 'content-length': zip.length });
      response.write(zip.subarray(0, 50), () => response.destroy());
    });
    await refuses(test, releases, /\.zip: /);
  });

  it('gives up on a server that does not answer', async (test) => {
    await refuses(test, await serve(test, () => {}), /no answer within 0\.3 s/);
  });

  it('gives up on a download that stalls', async (test) => {
    const releases = await serve(test, (request, response) => {
      if (request.url === checksumsPath) response.end(checksums);
      else response.writeHead(200, { 'content-length': zip.length }).write(zip.subarray(0, 50));
    });
    await refuses(test, releases, /\.zip: no answer within 0\.3 s/);
  });

  it('says so when nothing listens there', async (test) => {
    await refuses(test, await deadAddress(), /checksums\.txt: .*ECONNREFUSED/);
  });
});

describe('releaseFileName', () => {
  it('names the file of a machine', () => {
    assert.equal(releaseFileName('0.40.4', 'linux', 'x64'), 'pocketbase_0.40.4_linux_amd64.zip');
    assert.equal(releaseFileName('0.40.4', 'linux', 'arm64'), 'pocketbase_0.40.4_linux_arm64.zip');
    assert.equal(releaseFileName('0.40.4', 'darwin', 'arm64'), 'pocketbase_0.40.4_darwin_arm64.zip');
  });

  it('says where none is published', () => {
    assert.throws(
      () => releaseFileName('0.40.4', 'sunos', 'x64'),
      /no release is published for sunos on x64/,
    );
  });
});

describe('checksumOf', () => {
  const sum = 'A'.repeat(64);
  it('reads both forms of a line', () => {
    assert.equal(checksumOf(`${sum}  a.zip`, 'a.zip'), sum.toLowerCase());
    assert.equal(checksumOf(`${sum} *a.zip\r\n`, 'a.zip'), sum.toLowerCase());
  });
  it('takes no name that only ends alike, and no sum that is none', () => {
    assert.equal(checksumOf(`${sum}  aa.zip`, 'a.zip'), undefined);
    assert.equal(checksumOf(`1234  a.zip`, 'a.zip'), undefined);
  });
});

async function refuses(test: TestContext, releases: string, message: RegExp): Promise<void> {
  const folder = await temporaryFolder(test);
  const target = join(folder, 'pocketbase');
  await assert.rejects(downloadRelease({ version, releases, target, patience: 300 }), message);
  assert.deepEqual(await readdir(folder), [], 'nothing may be left behind');
}
