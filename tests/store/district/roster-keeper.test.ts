import { expect } from '@open-wc/testing';
import { localDay } from '../../../src/domain/time/local-day.ts';
import type { RosterEntry, SignedRoster } from '../../../src/domain/roster/roster.ts';
import { shiftCodeText } from '../../../src/domain/roster/shift-code.ts';
import { RosterKeeper } from '../../../src/store/district/roster-keeper.ts';
import { removeDevices, testDevice, type TestDevice } from '../../support/device.ts';
import { day, hour, noon, testDistrict, type TestDistrict } from '../../support/district.ts';
import { cardKeyOf, cardTag, shiftKeyOf, signedRoster } from '../../support/samples/rosters.ts';

const passId = '1111111111111111';
const cook: RosterEntry = { number: 3, kind: 'staff', group: '厨房', from: 0, until: 0, passes: [passId] };
const later: RosterEntry = {
  ...cook,
  number: 7,
  from: localDay(noon + day),
  passes: ['2222222222222222', '3333333333333333'],
};

let district: TestDistrict;
let device: TestDevice;

const roster = (change: object = {}, entries = [cook, later]): Promise<SignedRoster> =>
  signedRoster(district.wordKey, entries, change);
const open = (from = device, site = 12): Promise<RosterKeeper> =>
  RosterKeeper.open(
    from.settings,
    () => district.charter(),
    site,
    () => device.wall.now,
  );
const code = (change: Partial<Parameters<typeof shiftCodeText>[0]> = {}): string =>
  shiftCodeText({ site: 12, shift: 1, until: noon + hour, key: shiftKeyOf(change.shift ?? 1), ...change });

describe('RosterKeeper', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await testDevice();
  });
  afterEach(removeDevices);

  it('says nothing of anybody where the site keeps none, and that none has come where it keeps one', async () => {
    const keeper = await open();
    expect(keeper.hear(0)).to.equal(false);
    expect(keeper.look(passId)).to.equal(null);
    expect(keeper.hear(5)).to.equal(true);
    expect(keeper.look(passId)).to.deep.equal({ standing: 'missing', at: null });
  });

  it('knows nobody before the key of the shift is given, and whoever is on it from then on', async () => {
    const keeper = await open();
    expect(await keeper.take(await roster())).to.equal(true);
    expect(keeper.look(passId)).to.deep.equal({ standing: 'closed', at: noon });
    expect(await keeper.give(code())).to.equal('opened');
    expect(keeper.look(passId)).to.deep.equal({
      standing: 'open',
      at: noon,
      entry: { kind: 'staff', group: '厨房', holds: true },
    });
    expect(keeper.look('3333333333333333')!.entry).to.deep.equal({
      kind: 'staff',
      group: '厨房',
      holds: false,
    });
    expect(keeper.look('9999999999999999')!.entry).to.equal(null);
    expect(keeper.look(null), 'a foreign credential').to.deep.equal({ standing: 'open', at: noon });
    expect(keeper.state).to.deep.equal({ standing: 'open', at: noon, until: noon + hour });
  });

  describe('of a document', () => {
    const number = '11010519491231002X';
    const status = {
      colour: 'green',
      lastResult: 'negative',
      sampleTime: noon - hour,
      doses: 2,
      lastDose: null,
    } as const;
    const withCard = async (entry = cook, site = 12): Promise<RosterEntry> => ({
      ...entry,
      cards: [await cardTag(number, site)],
      status,
    });

    it('says who it is and how they were, once the key of the shift is given', async () => {
      const keeper = await open();
      await keeper.take(await roster({}, [await withCard(), later]));
      expect(await keeper.lookAtDocument(number)).to.deep.equal({
        seen: { standing: 'closed', at: noon },
        person: null,
      });
      await keeper.give(code());
      expect(await keeper.lookAtDocument(number)).to.deep.equal({
        seen: { standing: 'open', at: noon, entry: { kind: 'staff', group: '厨房', holds: true } },
        person: { status, passes: [passId] },
      });
      expect(await keeper.lookAtDocument('000000199001010018')).to.deep.equal({
        seen: { standing: 'open', at: noon },
        person: null,
      });
      device.wall.now = noon + hour;
      expect((await keeper.lookAtDocument(number))!.person, 'after the shift').to.equal(null);
    });

    it('says nothing of how somebody is who is not on it today', async () => {
      const keeper = await open();
      await keeper.take(await roster({}, [await withCard(later)]));
      await keeper.give(code());
      const found = (await keeper.lookAtDocument(number))!;
      expect([found.seen.entry!.holds, found.person]).to.deep.equal([false, null]);
    });

    it('does not know a tag of another site’s', async () => {
      const keeper = await open();
      await keeper.take(await roster({}, [await withCard(cook, 13)]));
      await keeper.give(code());
      expect((await keeper.lookAtDocument(number))!.person).to.equal(null);
    });

    it('leaves neither the key nor a tag on the disk', async () => {
      const keeper = await open();
      await keeper.take(await roster({}, [await withCard()]));
      await keeper.give(code());
      expect((await keeper.lookAtDocument(number))!.person).not.to.equal(null);
      const stored = JSON.stringify(await device.settings.roster());
      expect(stored).to.contain('cardKey');
      for (const secret of [cardKeyOf(12), await cardTag(number), number, shiftKeyOf(1)])
        expect(stored).not.to.contain(secret);
    });
  });

  it('keeps what is sealed over a restart, and no key: it is shown again', async () => {
    const keeper = await open();
    await keeper.take(await roster());
    await keeper.give(code());
    const again = await open(await device.restart());
    expect(again.version).to.equal(5);
    expect(again.look(passId)).to.deep.equal({ standing: 'closed', at: noon });
    expect(await again.give(code())).to.equal('opened');
  });

  it('closes at the end of the shift, without any word of the server', async () => {
    const keeper = await open();
    await keeper.take(await roster());
    await keeper.give(code());
    device.wall.now = noon + hour;
    expect(keeper.look(passId)).to.deep.equal({ standing: 'closed', at: noon });
    expect(await keeper.give(code())).to.equal('over');
    device.wall.now = noon;
    expect(keeper.state.standing, 'a clock that goes back opens nothing').to.equal('closed');
  });

  it('opens newer versions of the shift by itself, and none of the next shift', async () => {
    const keeper = await open();
    await keeper.take(await roster());
    await keeper.give(code());
    await keeper.take(await roster({ version: 6 }, [later]));
    expect(keeper.look(passId)!.entry, 'taken off').to.equal(null);
    await keeper.take(await roster({ version: 7, shift: 2 }));
    expect(keeper.look(passId)).to.deep.equal({ standing: 'closed', at: noon });
    expect(await keeper.give(code())).to.equal('over');
    expect(await keeper.give(code({ shift: 2 }))).to.equal('opened');
  });

  it('takes a key that comes before its roster', async () => {
    const keeper = await open();
    expect(await keeper.give(code())).to.equal('waiting');
    await keeper.take(await roster());
    expect(keeper.state.standing).to.equal('open');
  });

  it('is closed by no other key that somebody holds before the camera', async () => {
    const keeper = await open();
    await keeper.take(await roster());
    await keeper.give(code());
    expect(await keeper.give(code({ key: 'F'.repeat(32) }))).to.equal('wrong');
    expect(await keeper.give(code({ site: 13 }))).to.equal('other-site');
    expect(await keeper.give(code({ shift: 9 }))).to.equal('waiting');
    expect(await keeper.give('HSCR1.12.1.x.y')).to.equal('wrong');
    expect(keeper.state.standing).to.equal('open');
  });

  const refused: [string, () => Promise<SignedRoster>][] = [
    ['of another site', () => roster({ site: 13 })],
    ['signed by another key', () => signedRoster(district.root, [cook])],
    ['with another sealed text', async () => ({ ...(await roster()), sealed: (await roster()).sealed })],
    ['with entries that do not ascend', () => roster({ entries: [7, 3] })],
    ['that is no roster', async () => ({ ...(await roster()), body: '{}' })],
  ];
  for (const [what, make] of refused) {
    it(`takes none ${what}`, async () => {
      const keeper = await open();
      expect(await keeper.take(await make())).to.equal(false);
      expect(keeper.version).to.equal(0);
    });
  }

  it('takes none that is not newer', async () => {
    const keeper = await open();
    await keeper.take(await roster());
    expect(await keeper.take(await roster({ version: 4 }))).to.equal(false);
    expect(keeper.version).to.equal(5);
  });

  it('has nothing of a site at which it no longer stands', async () => {
    const keeper = await open();
    await keeper.take(await roster());
    await keeper.give(code());
    expect((await open(device, 13)).version).to.equal(0);
    await keeper.leave();
    expect(keeper.look(passId)).to.equal(null);
    expect((await open()).version).to.equal(0);
  });
});
