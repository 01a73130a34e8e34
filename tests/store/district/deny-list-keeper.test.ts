import { expect } from '@open-wc/testing';
import { sha256, sign } from '../../../src/credentials/bytes/p256.ts';
import { base64url, hex, utf8 } from '../../../src/domain/bytes/bytes.ts';
import type { Charter } from '../../../src/domain/bundle/charter.ts';
import { denyListMessage, passIdsText, type SignedDenyList } from '../../../src/domain/pass/deny-list.ts';
import { DenyListKeeper } from '../../../src/store/district/deny-list-keeper.ts';
import { removeDevices, testDevice, type TestDevice } from '../../support/device.ts';
import { noon, testDistrict, type TestDistrict, type TestKey } from '../../support/district.ts';

const a = '1111111111111111';
const b = '2222222222222222';
const c = '3333333333333333';

let district: TestDistrict;
let device: TestDevice;

async function signed(value: object, by: TestKey = district.wordKey): Promise<SignedDenyList> {
  const body = JSON.stringify(value);
  return {
    body,
    key: by.publicKey.id,
    signature: base64url(await sign(by.pair.privateKey, denyListMessage(body))),
  };
}

const full = (version: number, ids: string[]): Promise<SignedDenyList> =>
  signed({ version, at: noon, ids: passIdsText(ids) });

async function delta(
  from: number,
  to: number,
  add: string[],
  remove: string[],
  result: string[],
): Promise<SignedDenyList> {
  const hash = hex(await sha256(utf8(passIdsText(result))));
  return signed({ from, to, at: noon, add: passIdsText(add), remove: passIdsText(remove), sha256: hash });
}

const open = (from = device, charter: Charter | null = district.charter()): Promise<DenyListKeeper> =>
  DenyListKeeper.open(from.settings, () => charter);

describe('DenyListKeeper', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  it('knows nothing without a list', async () => {
    const keeper = await open();
    expect(keeper.version).to.equal(0);
    expect(keeper.denied(a, 0)).to.equal(null);
  });

  it('takes a full list and keeps it over a restart', async () => {
    expect(await (await open()).take(await full(5, [b, a]))).to.equal('taken');
    const keeper = await open(await device.restart());
    expect([keeper.version, keeper.size, keeper.at]).to.deep.equal([5, 2, noon]);
    expect([keeper.denied(a, 5), keeper.denied(b, 5), keeper.denied(c, 5)]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('behind the server’s statement a hit still counts, a miss says nothing', async () => {
    const keeper = await open();
    await keeper.take(await full(5, [a]));
    expect(keeper.denied(a, 6)).to.equal(true);
    expect(keeper.denied(b, 6)).to.equal(null);
    expect(keeper.denied(b, 4), 'a word older than the list').to.equal(false);
  });

  it('follows deltas, and proves the result again after a restart', async () => {
    const first = await open();
    await first.take(await full(5, [a]));
    expect(await first.take(await delta(5, 7, [b, c], [a], [b, c]))).to.equal('taken');
    const keeper = await open(await device.restart());
    expect(keeper.version).to.equal(7);
    expect([keeper.denied(a, 7), keeper.denied(b, 7)]).to.deep.equal([false, true]);
  });

  it('asks for the full list when a delta starts elsewhere or has another result', async () => {
    const keeper = await open();
    await keeper.take(await full(5, [a]));
    expect(await keeper.take(await delta(4, 7, [b], [], [a, b]))).to.equal('does-not-fit');
    expect(await keeper.take(await delta(5, 7, [b], [], [a, b, c]))).to.equal('does-not-fit');
    expect(keeper.version).to.equal(5);
    expect(keeper.denied(b, 5)).to.equal(false);
    expect(await keeper.take(await full(7, [a, b]))).to.equal('taken');
    expect(keeper.denied(b, 7)).to.equal(true);
  });

  it('refuses lower versions, full or delta', async () => {
    const keeper = await open();
    await keeper.take(await full(5, [a]));
    expect(await keeper.take(await full(4, []))).to.equal('refused');
    expect(await keeper.take(await delta(3, 5, [], [a], []))).to.equal('refused');
    expect(keeper.denied(a, 5)).to.equal(true);
  });

  it('believes the charter’s statement keys alone, and nothing without a charter', async () => {
    const keeper = await open();
    const value = { version: 5, at: noon, ids: passIdsText([a]) };
    expect(await keeper.take(await signed(value, district.issuer))).to.equal('refused');
    const changed = await full(5, [a]);
    expect(await keeper.take({ ...changed, body: changed.body.replace('5', '6') })).to.equal('refused');
    const late = district.charter();
    late.wordKeys = late.wordKeys.map((key) => ({ ...key, notAfter: noon }));
    expect(await (await open(device, late)).take(await full(5, [a])), 'a key out of force').to.equal(
      'refused',
    );
    expect(await (await open(device, null)).take(await full(5, [a]))).to.equal('refused');
    expect(keeper.version).to.equal(0);
  });

  it('does not use what was changed on the disk', async () => {
    const first = await open();
    await first.take(await full(5, [a]));
    await first.take(await delta(5, 6, [b], [], [a, b]));
    const stored = (await device.settings.denyList())!;
    await device.settings.saveDenyList({ ...stored, ids: passIdsText([a]) });
    expect((await open(await device.restart())).version).to.equal(0);
  });
});
