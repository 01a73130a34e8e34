import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { fileInZip } from '../../../tools/pocketbase/zip.ts';
import { zipOf, type ZipEntry } from './zip-writer.ts';

const program = Buffer.concat([Buffer.from('#!/bin/sh\n'), Buffer.alloc(5000, 'x'), randomBytes(5000)]);
const readme: ZipEntry = { name: 'README.md', bytes: Buffer.from('read me') };
const wanted: ZipEntry = { name: 'pocketbase', bytes: program };

describe('a file in a zip archive', () => {
  const good: [string, Buffer][] = [
    ['deflated', zipOf([wanted])],
    ['stored', zipOf([{ ...wanted, method: 0 }])],
    [
      'among others',
      zipOf([readme, { name: 'bin/pocketbase', bytes: Buffer.from('another') }, wanted, readme]),
    ],
    ['with its sizes after the data', zipOf([readme, { ...wanted, streamed: true }])],
    ['in an archive with a comment', zipOf([wanted], 'a comment with PK\u0005\u0006 in it')],
  ];
  for (const [how, zip] of good) {
    it(`is read ${how}`, async () => assert.deepEqual(await fileInZip(zip, 'pocketbase'), program));
  }

  it('may be empty', async () => {
    const zip = zipOf([{ name: 'pocketbase', bytes: Buffer.alloc(0) }]);
    assert.equal((await fileInZip(zip, 'pocketbase')).length, 0);
  });

  const whole = zipOf([wanted]);
  const bad: [string, Buffer, RegExp][] = [
    ['a page instead of a zip file', Buffer.from('<!doctype html>'.repeat(100)), /no zip file/],
    ['nothing', Buffer.alloc(0), /no zip file/],
    ['an archive cut short', whole.subarray(0, whole.length - 60), /no zip file, or its end is missing/],
    ['an archive with its start missing', whole.subarray(100), /cannot be read/],
    ['an archive without the file', zipOf([readme]), /holds no "pocketbase", only: README.md/],
    ['an archive with no file', zipOf([]), /only: nothing/],
    ['a wrong checksum', zipOf([{ ...wanted, checksum: 1 }]), /checksum does not fit/],
    ['a size too small', zipOf([{ ...wanted, size: 10 }]), /cannot be unpacked/],
    ['a size too large', zipOf([{ ...wanted, size: 100_000 }]), /cannot be unpacked/],
    ['an encrypted file', zipOf([{ ...wanted, encrypted: true }]), /is encrypted/],
    ['an unknown packing', zipOf([{ ...wanted, method: 14 }]), /packed by method 14/],
    ['damaged data', damagedAt(whole, 60), /cannot be unpacked|checksum does not fit/],
  ];
  for (const [what, zip, message] of bad) {
    it(`is refused: ${what}`, () => assert.rejects(fileInZip(zip, 'pocketbase'), message));
  }
});

function damagedAt(zip: Buffer, at: number): Buffer {
  const copy = Buffer.from(zip);
  copy.fill(0xff, at, at + 40);
  return copy;
}
