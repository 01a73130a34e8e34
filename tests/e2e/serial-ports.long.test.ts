// A real Chromium with serial ports and no hardware: how its Web Serial behaves when cables are pulled is not to be guessed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { GyMcu90614Emulator } from '../../src/serial/drivers/gy-mcu90614/emulator.ts';
import { IdReaderEmulator } from '../../src/serial/drivers/id-card/emulator.ts';
import { ModbusPyrometerEmulator } from '../../src/serial/drivers/modbus-pyrometer/emulator.ts';
import { projectFolder } from '../../tools/places.ts';
import type { SerialPage } from './serial/serial-page.ts';
import { openBrowserOf, startSerialMachine, type SerialMachine } from './serial/serial-machine.ts';

const ch340 = { vendor: '1a86', product: '7523' };
const cp2102 = { vendor: '10c4', product: 'ea60' };
let machine: SerialMachine;
let browser: Awaited<ReturnType<typeof openBrowserOf>>;
let script: string;
let page: Page;
const thermometer = new GyMcu90614Emulator({ surface: 3484, baudRate: 115_200 });
const pyrometer = new ModbusPyrometerEmulator(3450);

async function open(): Promise<Page> {
  const opened = await browser.context.newPage();
  opened.on('pageerror', (error) => console.error(`page error: ${error.message}`));
  await opened.route('**/*', (route) =>
    route.fulfill(
      route.request().url().endsWith('.js')
        ? { contentType: 'text/javascript', body: script }
        : { contentType: 'text/html', body: '<!doctype html><script src="page.js"></script>' },
    ),
  );
  await opened.goto('http://localhost/');
  return opened;
}

/** Waits until the page has exactly these devices. */
async function shows(of: Page, ...devices: string[]): Promise<void> {
  const now = (): Promise<string[]> =>
    of.evaluate(() => (globalThis as unknown as { serialPage: SerialPage }).serialPage.devices());
  await of
    .waitForFunction(
      (wanted) =>
        (globalThis as unknown as { serialPage?: SerialPage }).serialPage?.devices().join() === wanted,
      devices.toSorted().join(),
      { timeout: 90_000 },
    )
    .catch(async (error: unknown) => {
      throw new Error(`Wanted ${devices.join(', ')}, but there is: ${(await now()).join(', ')}`, {
        cause: error,
      });
    });
}

function surfaces(): Promise<(number | null)[]> {
  return page.evaluate(() => (globalThis as unknown as { serialPage: SerialPage }).serialPage.surfaces());
}

/** Waits until this was read. */
async function reads(surface: number): Promise<void> {
  for (let read: (number | null)[] = []; !read.includes(surface); read = await surfaces())
    await page.waitForTimeout(50);
}

before(async () => {
  const bundled = await build({
    entryPoints: [join(projectFolder, 'tests/e2e/serial/serial-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
  });
  script = bundled.outputFiles[0]!.text;
  machine = await startSerialMachine('http://localhost', console.error);
  browser = await openBrowserOf(machine);
  page = await open();
});

after(async () => {
  await browser?.close();
  await machine?.stop();
});

test('finds two sensors on two ports, one of them at its other rate', async () => {
  await shows(page);
  await machine.plug(pyrometer, cp2102);
  await shows(page, 'running modbus-pyrometer 9600');
  await machine.plug(thermometer, ch340);
  await shows(page, 'running modbus-pyrometer 9600', 'running gy-mcu90614 115200');
  await reads(3484);
  await reads(3450);
});

test('finds an ID card reader beside them, and sees it go', async () => {
  const pull = await machine.plug(new IdReaderEmulator(), { vendor: '0400', product: 'c35a' });
  await shows(page, 'running modbus-pyrometer 9600', 'running gy-mcu90614 115200', 'running id-card 115200');
  await pull();
  await shows(page, 'running modbus-pyrometer 9600', 'running gy-mcu90614 115200', 'lost id-card');
  await reads(3484);
});

test('leaves ports alone that another window has', async () => {
  const second = await open();
  await shows(second, 'held', 'held');
  await surfaces();
  await reads(3484);
  await reads(3450);
  await second.close();
});

test('reads nothing of a frame in whose middle the cable was pulled, and goes on after a replug', async () => {
  thermometer.set({ surface: 3999 });
  thermometer.fail({ kind: 'unplug', after: 6 });
  await shows(page, 'lost id-card', 'running modbus-pyrometer 9600', 'lost gy-mcu90614');
  const read = await surfaces();
  assert.ok(!read.includes(3999), read.join());
  thermometer.set({ surface: 3520 });
  await machine.plug(thermometer, ch340);
  await shows(page, 'lost id-card', 'running modbus-pyrometer 9600', 'running gy-mcu90614 115200');
  await reads(3520);
});

test('finds a sensor again at another rate and behind another adapter', async () => {
  const pull = await machine.plug(new GyMcu90614Emulator({ surface: 3333 }), {
    vendor: '0403',
    product: '6001',
  });
  await shows(
    page,
    'lost id-card',
    'running modbus-pyrometer 9600',
    'running gy-mcu90614 115200',
    'running gy-mcu90614 9600',
  );
  await pull();
  await shows(
    page,
    'lost id-card',
    'running modbus-pyrometer 9600',
    'running gy-mcu90614 115200',
    'lost gy-mcu90614',
  );
  await machine.plug(new GyMcu90614Emulator({ surface: 3334, baudRate: 115_200 }), {
    vendor: '067b',
    product: '2303',
  });
  await shows(
    page,
    'lost id-card',
    'running modbus-pyrometer 9600',
    'running gy-mcu90614 115200',
    'running gy-mcu90614 115200',
  );
  await reads(3334);
});
