import { expect } from '@open-wc/testing';
import { hashPin } from '../../../src/credentials/bytes/pin-hash.ts';
import type { PinHash } from '../../../src/domain/gate/pin.ts';
import { StaffPin } from '../../../src/sentry/device/staff-pin.ts';
import { cardsOf, enrolCard, knowsCard, mostCards } from '../../../src/sentry/staff/staff-cards.ts';
import type { DeviceSettings } from '../../../src/store/device/device-settings.ts';
import type { PinTries, StaffCards } from '../../../src/store/device/settings-schema.ts';
import { noon } from '../../support/district.ts';

const rounds = 1000;

describe('staff cards', () => {
  let kept: StaffCards | null;
  let tries: PinTries | null;
  let pin: PinHash;
  const settings = {
    staffCards: async () => kept,
    saveStaffCards: async (cards: StaffCards) => void (kept = cards),
    pinTries: async () => tries,
    savePinTries: async (made: PinTries) => void (tries = made),
  } as unknown as DeviceSettings;
  const lock = () => StaffPin.open({ settings, pin: () => pin, now: () => noon });

  beforeEach(async () => {
    [kept, tries] = [null, null];
    pin = await hashPin('274619', rounds);
  });

  it('open what the PIN opens once they are enrolled, and are kept as hashes alone', async () => {
    expect(await enrolCard(settings, pin, '0A02060 08E', rounds)).to.equal('taken');
    expect(await enrolCard(settings, pin, '0A02060 08E', rounds)).to.equal('known');
    expect(JSON.stringify(kept)).not.to.contain('0A0206');
    const staff = await lock();
    expect(await staff.tryCard('0A02060 08E')).to.equal('open');
    expect(staff.isOpen).to.equal(true);
  });

  it('that are not enrolled are wrong tries, as many as of PINs', async () => {
    const staff = await lock();
    expect(await staff.tryCard('1')).to.equal('wrong');
    expect(await staff.try('000000')).to.equal('wrong');
    expect(await staff.tryCard('2')).to.equal('wait');
    expect(staff.isOpen).to.equal(false);
  });

  it('are enrolled behind the PIN alone', async () => {
    const staff = await lock();
    expect(await staff.enrolCard('1')).to.equal(null);
    expect(kept).to.equal(null);
    await staff.try('274619');
    expect(await staff.enrolCard('1')).to.equal('taken');
    expect(await staff.cardCount()).to.equal(1);
    await staff.forgetCards();
    expect(await staff.cardCount()).to.equal(0);
  });

  it('end with the PIN, and are few', async () => {
    for (let card = 0; card < mostCards; card++) await enrolCard(settings, pin, String(card), rounds);
    expect(await enrolCard(settings, pin, 'one more', rounds)).to.equal('full');
    const other = await hashPin('864201', rounds);
    expect(await cardsOf(settings, other)).to.deep.equal([]);
    expect(await knowsCard(settings, other, '1')).to.equal(false);
  });
});
