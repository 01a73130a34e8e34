// A thief copies the browser's profile from a tablet: whom it has seen is nowhere in it.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { DemoPairingCodeAnswer } from '../../src/domain/api/demo-api.ts';
import { hex } from '../../src/domain/bytes/bytes.ts';
import { DemoDistrict } from './support/demo-district.ts';
import { GateBrowser } from './support/gate-browser.ts';
import { pairTablet } from './support/pair-tablet.ts';
import { Phone } from './support/phone.ts';
import { verdictWords } from './support/verdict.ts';

let district: DemoDistrict;
let tablet: GateBrowser;

before(async () => {
  district = await DemoDistrict.start();
  tablet = await GateBrowser.open();
  const { code } = await district.ask<DemoPairingCodeAnswer>('demo/pairing-code', null, {});
  await pairTablet(tablet.page, district.url, code);
  await tablet.page.getByText('已联网').waitFor();
});

after(async () => {
  await tablet?.close();
  await district?.stop();
});

/** Every way in which a text may lie in a file: UTF-8, UTF-16 of both orders, and base64 of each wherever it begins. */
function formsOf(text: string): Map<string, Buffer> {
  const plain = new Map<string, Buffer>([
    ['UTF-8', Buffer.from(text, 'utf8')],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
  ]);
  const forms = new Map(plain);
  for (const [name, bytes] of plain) {
    for (const [shift, form] of base64Forms(bytes).entries()) forms.set(`base64 of ${name}, ${shift}`, form);
  }
  return forms;
}

/** What base64 makes of bytes in the midst of others, without the characters that their neighbours share. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const inner = text.slice(shift === 0 ? 0 : shift + 1, (shift + bytes.length) % 3 === 0 ? undefined : -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')].map((form) => Buffer.from(form));
  });
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Where in the profile something lies: file and form. */
async function found(wanted: Map<string, Buffer>): Promise<string[]> {
  const where: string[] = [];
  for (const file of await filesIn(tablet.profile)) {
    // What stands for the camera is no part of the browser's profile.
    if (file === tablet.camera.file) continue;
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    for (const [form, text] of wanted) if (bytes.includes(text)) where.push(`${file}: ${form}`);
  }
  return where;
}

test('nobody who was scanned is named in the profile, online and offline, running and ended', async () => {
  const people = await Promise.all(
    (['valid', 'positive', 'yellow'] as const).map((one) => Phone.of(district, one)),
  );
  const scan = async (phone: Phone): Promise<void> => {
    tablet.camera.show(await phone.text());
    await verdictWords(tablet.page);
    tablet.camera.show(null);
    await tablet.page.waitForTimeout(500);
  };
  await scan(people[0]!);
  await tablet.page.getByText(/待上传 0/).waitFor({ timeout: 60_000 });
  await district.kill();
  for (const phone of people.slice(1)) await scan(phone);
  await tablet.page.getByText(/待上传 2/).waitFor();

  const look = async (): Promise<void> => {
    for (const { held } of people) {
      const id = hex(held.fields.passId);
      const wanted = new Map([
        ...[...formsOf(held.fields.maskedName)].map(([form, bytes]) => [`name, ${form}`, bytes] as const),
        ...[...formsOf(id), ...formsOf(id.toUpperCase())].map(
          ([form, bytes]) => [`pass id, ${form}`, bytes] as const,
        ),
        ['pass id, bytes', Buffer.from(held.fields.passId)],
        ...base64Forms(Buffer.from(held.fields.passId)).map(
          (form, at) => [`pass id, base64 ${at}`, form] as const,
        ),
      ]);
      assert.deepEqual(await found(wanted), [], 'nothing leads to the person');
    }
    assert.notDeepEqual(await found(new Map([['box', Buffer.from('session')]])), [], 'records are there');
  };
  await look();
  await tablet.context.close();
  await look();
  // The search finds what is there: where the tablet stands is no secret.
  const place = await found(formsOf('uploadKey'));
  assert.notDeepEqual(place, [], 'the pairing is found');
});
