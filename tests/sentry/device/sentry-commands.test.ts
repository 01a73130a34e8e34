import { expect } from '@open-wc/testing';
import { SentryCommands } from '../../../src/sentry/device/sentry-commands.ts';
import type { SentryDevice } from '../../../src/sentry/device/sentry-device.ts';
import { lockedVerdict } from '../../../src/domain/policy/lock.ts';
import { MeasuredMedians } from '../../../src/sentry/temperature/measured-medians.ts';
import type { Verdict } from '../../../src/domain/policy/policy.ts';
import { testDistrict, type TestDistrict } from '../../support/district.ts';
import { command } from '../commands.ts';
import { pairAnswer, pairedTablet, removeTablets } from '../paired-device.ts';

let district: TestDistrict;
let device: SentryDevice;
let commands: SentryCommands;

const situation = () => ({ device: 9, charter: device.bundles!.charter, now: Date.now() });
/** The page is loaded anew. */
const reloaded = () => SentryCommands.open(device.settings);

describe('commands that a sentry was given', () => {
  before(async () => {
    district = await testDistrict();
  });
  beforeEach(async () => {
    device = await pairedTablet(district);
    commands = device.commands;
  });
  afterEach(removeTablets);

  it('a lock holds over a new start of the page, until it is unlocked', async () => {
    const lock = await command(district, 'lock');
    expect(await commands.take([lock], situation())).to.equal(true);
    expect(commands.lockedBy).to.equal(lock.id);
    expect((await reloaded()).lockedBy).to.equal(lock.id);
    const unlock = await command(district, 'unlock');
    await commands.take([unlock], situation());
    expect((await reloaded()).lockedBy).to.equal(0);
  });

  it('what was done is said until the server has answered, also after a new start', async () => {
    const lock = await command(district, 'lock');
    await commands.take([lock], situation());
    const later = await reloaded();
    expect(later.toSay()).to.deep.equal([{ id: lock.id, result: 'done' }]);
    await later.heard();
    expect(later.toSay()).to.deep.equal([]);
    expect((await reloaded()).toSay()).to.deep.equal([]);
    // The server asks again: it did not hear.
    expect(await later.take([lock], situation())).to.equal(false);
    expect(later.toSay()).to.deep.equal([{ id: lock.id, result: 'done' }]);
  });

  it('an old lock that is played back after the unlock does nothing', async () => {
    const lock = await command(district, 'lock');
    const unlock = await command(district, 'unlock');
    await commands.take([unlock], situation());
    await commands.take([lock], situation());
    expect(commands.lockedBy).to.equal(0);
    const second = await command(district, 'lock');
    await commands.take([second], situation());
    await commands.take([await command(district, 'unlock')], situation());
    await commands.take([second], situation());
    expect(commands.lockedBy).to.equal(0);
  });

  it('does nothing that is not signed, is another’s, or comes too late', async () => {
    const stranger = await testDistrict();
    const forged = await command(stranger, 'lock');
    const changed = await command(district, 'unlock');
    const others = await command(district, 'lock', { devices: [8, 10] });
    const late = await command(district, 'lock', { expires: Date.now() - 1 });
    await commands.take(
      [forged, { ...changed, body: changed.body.replace('unlock', 'wipe') }, others, late],
      situation(),
    );
    await commands.take([{} as never, null as never, 5 as never], situation());
    expect([commands.lockedBy, commands.wiping, commands.restartWanted]).to.deep.equal([0, false, false]);
    expect(commands.toSay()).to.deep.include({ id: late.id, result: 'expired' });
    expect(device.bundles!.current()).to.not.equal(null);
  });

  it('unlocks nothing by a clock that gives no number', async () => {
    await commands.take([await command(district, 'lock')], situation());
    const locked = commands.lockedBy;
    const unlock = await command(district, 'unlock');
    await commands.take([unlock], { ...situation(), now: NaN });
    expect(locked).not.to.equal(0);
    expect(commands.lockedBy).to.equal(locked);
    expect(commands.toSay()).to.deep.include({ id: unlock.id, result: 'expired' });
  });

  it('says that it could not believe a command', async () => {
    const lock = await command(district, 'lock');
    await commands.take([lock], { ...situation(), charter: null });
    expect(commands.toSay()).to.deep.equal([{ id: lock.id, result: 'refused' }]);
    expect(commands.lockedBy).to.equal(0);
  });

  it('a restart waits until the page is free, and is not done twice', async () => {
    const restart = await command(district, 'restart');
    await commands.take([restart], situation());
    await commands.take([restart], situation());
    expect(commands.restartWanted).to.equal(true);
    expect(commands.toSay()).to.deep.equal([{ id: restart.id, result: 'waiting' }]);
    expect(await commands.beginRestart(Date.now())).to.equal(true);
    const later = await reloaded();
    expect(later.toSay()).to.deep.equal([{ id: restart.id, result: 'done' }]);
    await later.take([restart], situation());
    expect(later.restartWanted, 'no loop').to.equal(false);
  });

  it('a restart that found no free moment in time is not done', async () => {
    const restart = await command(district, 'restart');
    await commands.take([restart], situation());
    expect(await commands.beginRestart(Date.now() + 2 * 3_600_000)).to.equal(false);
    expect(commands.toSay()[0]).to.deep.equal({ id: restart.id, result: 'expired' });
  });

  it('a wipe that was broken off goes on at the next start, with no rules left', async () => {
    await commands.take([await command(district, 'wipe')], situation());
    expect(commands.wiping).to.equal(true);
    expect(await device.settings.bundle(), 'the page ended before the rules went').to.not.equal(null);
    expect((await reloaded()).wiping).to.equal(true);
    await device.beginWipe();
    expect([await device.settings.bundle(), await device.settings.word()]).to.deep.equal([null, null]);
    expect(await device.settings.pairing(), 'scans are uploaded by it').to.not.equal(null);
    expect(await commands.take([await command(district, 'lock')], situation0())).to.equal(false);
  });
  const situation0 = () => ({ device: 9, charter: null, now: Date.now() });

  it('nothing of a wipe that is done comes back, and a tablet that is paired anew is a gate again', async () => {
    const wipe = await command(district, 'wipe');
    await commands.take([wipe], situation());
    await device.beginWipe();
    await device.endWipe();
    await commands.endWipe();
    await commands.heard();
    expect(await device.settings.commands()).to.equal(null);
    expect((await reloaded()).wiping).to.equal(false);

    const other = await pairedTablet(district);
    await other.commands.take([await command(district, 'wipe')], {
      ...situation0(),
      charter: other.bundles!.charter,
    });
    await other.beginWipe();
    await other.pair(await pairAnswer(district));
    expect([other.commands.wiping, other.bundles!.current() !== null]).to.deep.equal([false, true]);
    expect((await SentryCommands.open(other.settings)).wiping).to.equal(false);
  });

  it('a lock stays when the same tablet is paired anew', async () => {
    const lock = await command(district, 'lock');
    await commands.take([lock], situation());
    await device.pair(await pairAnswer(district));
    expect(device.commands.lockedBy).to.equal(lock.id);
    expect((await reloaded()).lockedBy).to.equal(lock.id);
  });

  it('a locked sentry admits nobody and makes no verdict better', () => {
    const admit: Verdict = { outcome: 'admit', reasons: [], policyVersion: 3 };
    const locked = lockedVerdict(admit);
    expect([locked.outcome, locked.reasons.map(({ rule }) => rule)]).to.deep.equal([
      'attend',
      ['floor.locked'],
    ]);
    const reason = { ...locked.reasons[0]!, rule: 'status.red', severity: 'refuse' as const };
    const refused = lockedVerdict({ outcome: 'refuse', reasons: [reason], policyVersion: 3 });
    expect([refused.outcome, refused.reasons.map(({ rule }) => rule)]).to.deep.equal([
      'refuse',
      ['status.red', 'floor.locked'],
    ]);
  });

  it('reports the medians of its last measured passages alone', () => {
    const medians = new MeasuredMedians();
    expect(medians.report(0)).to.deep.equal({ measured: 0, bodyMedian: null, ambientMedian: null });
    for (let index = 0; index < 40; index++)
      medians.add({ body: 3600 + index, ambient: 2400, doubt: null }, index);
    medians.add({ body: 4000, ambient: 2400, doubt: 'unsteady' }, 40);
    medians.add({ body: null, ambient: null, doubt: 'no-estimate' }, 40);
    expect(medians.report(100)).to.deep.equal({ measured: 30, bodyMedian: 3624, ambientMedian: 2400 });
    expect(medians.report(13 * 3_600_000).measured, 'yesterday’s say nothing').to.equal(0);
  });
});
