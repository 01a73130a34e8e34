import { expect } from '@open-wc/testing';
import { crc32, fileHead, frameOf, readFrames } from '../../../src/store/journal/journal-frames.ts';
import { JournalLog } from '../../../src/store/journal/journal-log.ts';
import { chainStart, type Entry } from '../../../src/store/records/scan-ledger.ts';
import { concat, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { noon } from '../../support/district.ts';
import { MemoryFolder } from '../../support/memory-folder.ts';
import { seeded } from '../../support/seeded.ts';

const chain = '0123456789abcdef';
const begin: Entry = ['chain', chain, noon, 1, chainStart(chain)];
const scan = (seq: number, fill = 'box'): Entry => [
  'scan',
  chain,
  seq,
  'session',
  0,
  `${fill}${seq}`,
  `before${seq}`,
  noon + seq,
  `used${seq}`,
];

let folder: MemoryFolder;
let write: number;

async function open(fileBytes?: number): Promise<JournalLog> {
  return JournalLog.open(folder, fileBytes);
}

async function append(log: JournalLog, ...groups: Entry[][]): Promise<void> {
  await log.append(++write, groups);
  await log.clearUp();
}

const here = (log: JournalLog) => log.content.chains.get(chain)?.here ?? [];
const boxes = async (log: JournalLog): Promise<string[]> =>
  (await log.read(chain, here(log))).map(({ box }) => box);

describe('the journal’s frames', () => {
  it('have the CRC-32 of zip', () => {
    expect(crc32(utf8('123456789')).toString(16)).to.equal('cbf43926');
  });

  it('are laid out as docs/formats.md says', () => {
    const frame = frameOf('["é"]');
    expect(Array.from(frame.subarray(0, 4))).to.deep.equal([0xf5, 0x53, 0x43, 0x46]);
    const head = new DataView(frame.buffer);
    expect(head.getUint32(4, true)).to.equal(6);
    expect(head.getUint32(8, true)).to.equal(crc32(utf8('["é"]')));
    expect(new TextDecoder().decode(frame.slice(12))).to.equal('["é"]');
    expect(Array.from(fileHead())).to.deep.equal([0xf5, 0x48, 0x53, 0x4a]);
  });

  it('are read on behind any damage, and nothing that is damaged is read', () => {
    const texts = ['[1]', '[2,"two"]', '[3]', '["four"]'];
    const whole = concat(fileHead(), ...texts.map(frameOf));
    expect(readFrames(whole)).to.include({ damaged: 0, torn: false, end: whole.length });
    for (let at = 0; at < whole.length; at++) {
      for (const bit of [1, 0x80]) {
        const bytes = whole.map((byte, index) => (index === at ? byte ^ bit : byte));
        const read = readFrames(bytes).frames.map(({ text }) => text);
        expect(
          read.every((text) => texts.includes(text)),
          `bit ${bit} of byte ${at}`,
        ).to.equal(true);
        expect(read.length, `byte ${at}`).to.be.at.least(3);
      }
    }
    for (let length = 0; length < whole.length; length++) {
      const { frames, damaged, end } = readFrames(whole.subarray(0, length));
      expect(frames.map(({ text }) => text)).to.deep.equal(texts.slice(0, frames.length));
      expect(damaged).to.equal(0);
      expect(end).to.be.at.most(length);
    }
  });
});

describe('JournalLog', () => {
  beforeEach(() => {
    folder = new MemoryFolder();
    write = 0;
  });

  it('gives back what was appended, after it was opened again too', async () => {
    const log = await open();
    await append(log, [['salt', 'salt'], begin, scan(1)], [scan(2)]);
    await append(log, [['held', chain, 1, 1]]);
    await append(log, [scan(3), ['rejected', chain, 3, 'site', noon]]);
    log.close();
    const again = await open();
    expect(await boxes(again)).to.deep.equal(['box1', 'box2', 'box3']);
    const { chains, ...content } = again.content;
    expect(content).to.deep.equal({
      write: 3,
      salt: 'salt',
      used: [
        ['used1', noon + 1],
        ['used2', noon + 2],
        ['used3', noon + 3],
      ],
      damaged: 0,
      torn: false,
    });
    const kept = chains.get(chain)!;
    expect(kept).to.deep.include({ next: 4, here: [[1, 3]], waiting: [[2, 2]] });
    expect(kept.rejected.get(3)).to.deep.equal({ fault: 'site', rejectedAt: noon });
  });

  it('has flushed a write, in one go, before it answers', async () => {
    const log = await open();
    const { flushes } = folder;
    await log.append(1, [[begin, scan(1)], [scan(2)], [scan(3)]]);
    expect(folder.flushes - flushes).to.equal(1);
    folder = folder.cutPower();
    expect(await boxes(await open())).to.deep.equal(['box1', 'box2', 'box3']);
  });

  it('has the next file made and flushed ahead of use', async () => {
    const log = await open(600);
    await append(log, [begin, scan(1)]);
    for (let seq = 2; seq <= 12; seq++) {
      await append(log, [scan(seq)]);
      const after = await JournalLog.open(folder.cutPower(), 600);
      expect(here(after)).to.deep.equal([[1, seq]]);
    }
    expect(log.fileCount).to.be.at.least(3);
  });

  it('deletes a file when nothing in it is needed, the oldest first, and remembers the chain’s head', async () => {
    const log = await open(600);
    await append(log, [['salt', 'salt'], begin, scan(1)]);
    for (let seq = 2; seq <= 20; seq++) await append(log, [scan(seq)]);
    await append(log, [['gone', chain, 5, 15]]);
    expect(folder.files.has('00000001.log'), 'the oldest is needed').to.equal(true);
    await append(log, [['gone', chain, 1, 20]]);
    expect(folder.files.size, 'the one in use and its spare').to.equal(2);
    log.close();
    const { chains, salt } = (await open(600)).content;
    expect(chains.get(chain)).to.deep.include({ next: 21, here: [] });
    expect(salt).to.equal('salt');
  });

  it('writes anew what pins old files, as it is', async () => {
    const log = await open(600);
    await append(log, [begin, scan(1), ['rejected', chain, 1, 'site', noon]]);
    await append(log, [scan(2)], [scan(3)]);
    await append(log, [['held', chain, 2, 2]]);
    for (let seq = 4; seq <= 60; seq++) {
      await append(log, [scan(seq)]);
      await append(log, [['gone', chain, seq, seq]]);
    }
    expect(log.size, 'it does not grow for ever').to.be.lessThan(8 * 600);
    log.close();
    const again = await open(600);
    expect(await boxes(again)).to.deep.equal(['box1', 'box2', 'box3']);
    const kept = again.content.chains.get(chain)!;
    expect(kept.waiting).to.deep.equal([[3, 3]]);
    expect(kept.rejected.get(1)?.fault).to.equal('site');
    expect(kept.next).to.equal(61);
  });

  it('takes nothing of a write that the disk refused, and goes on when there is room', async () => {
    const log = await open();
    await append(log, [begin, scan(1)]);
    folder.room = 50;
    const fault = await log.append(2, [[scan(2)]]).catch((why: unknown) => why);
    expect(fault).to.be.instanceOf(DOMException);
    expect(here(log)).to.deep.equal([[1, 1]]);
    folder.room = null;
    await append(log, [scan(2, 'other')]);
    log.close();
    const again = await open();
    expect(await boxes(again)).to.deep.equal(['box1', 'other2']);
    expect(again.content).to.include({ damaged: 0, torn: false });
  });

  it('cuts off a torn end, so that it is not found again behind the next write', async () => {
    const log = await open();
    await append(log, [begin, scan(1)]);
    log.close();
    const [file] = folder.files.values();
    file!.bytes = concat(file!.bytes, frameOf('[2]').slice(0, 9));
    const again = await open();
    expect(again.content).to.include({ damaged: 0, torn: true });
    await again.append(2, [[scan(2)]]);
    again.close();
    expect((await open()).content).to.include({ damaged: 0, torn: false });
  });

  it('finds damage in a file, and clears it with what is good written anew', async () => {
    const log = await open(600);
    await append(log, [begin, scan(1)]);
    for (let seq = 2; seq <= 10; seq++) await append(log, [scan(seq)]);
    log.close();
    const [name, first] = [...folder.files][0]!;
    first.bytes = first.bytes.map((byte, index) => (index === 200 ? byte ^ 1 : byte));
    const again = await open(600);
    expect(again.content.damaged).to.equal(1);
    const left = await boxes(again);
    expect(left.length).to.be.within(8, 9);
    await again.clearDamage();
    expect(folder.files.has(name)).to.equal(false);
    again.close();
    const third = await open(600);
    expect(third.content.damaged).to.equal(0);
    expect(await boxes(third)).to.deep.equal(left);
  });

  it('clears damage in the file that is in use', async () => {
    const log = await open();
    await append(log, [begin, scan(1)], [scan(2)], [scan(3)]);
    log.close();
    const [file] = folder.files.values();
    const at = readFrames(file!.bytes).frames[1]!.at + 20;
    file!.bytes = file!.bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
    const again = await open();
    expect(again.content.damaged).to.equal(1);
    await again.clearDamage();
    expect(await boxes(again)).to.deep.equal(['box1', 'box3']);
    again.close();
    expect((await open()).content.damaged).to.equal(0);
  });

  it('does without a file that cannot be read, and says so', async () => {
    const log = await open(600);
    await append(log, [begin, scan(1)]);
    for (let seq = 2; seq <= 10; seq++) await append(log, [scan(seq)]);
    log.close();
    const [name] = [...folder.files.keys()];
    const reading = folder.open.bind(folder);
    folder.open = async (asked) => {
      const file = await reading(asked);
      if (asked !== name) return file;
      return {
        ...file,
        read: () => {
          throw new DOMException('No.', 'NotReadableError');
        },
      };
    };
    const again = await open(600);
    expect(again.content.damaged).to.equal(1);
    expect(here(again).at(-1)![1]).to.equal(10);
  });

  it('says that it is in use, and takes that for no damage', async () => {
    const log = await open();
    await append(log, [begin, scan(1)]);
    const fault = await open().catch((why: unknown) => why);
    expect((fault as Error).name).to.equal('NoModificationAllowedError');
    expect(folder.files.size).to.equal(2);
  });

  it('keeps every answered write through power cuts at any moment', async () => {
    const chance = seeded(7);
    let log = await open(500);
    await append(log, [begin, scan(1)]);
    let last = 1;
    for (let round = 0; round < 300; round++) {
      if (chance.oneIn(10)) {
        folder = folder.cutPower();
        // What a write under way has left.
        if (chance.oneIn(2)) {
          const files = [...folder.files.values()].filter(({ bytes }) => bytes.length > 4);
          files.at(-1)!.bytes = concat(files.at(-1)!.bytes, frameOf('[9]').slice(0, chance.below(14)));
        }
        log = await open(500);
        expect(log.content.damaged).to.equal(0);
        expect(here(log).at(-1)![1], `round ${round}`).to.equal(last);
        write = log.content.write;
      }
      await append(log, [scan(++last)]);
      if (chance.oneIn(4)) await append(log, [['gone', chain, 1, Math.max(1, last - 5)]]);
    }
  });
});
