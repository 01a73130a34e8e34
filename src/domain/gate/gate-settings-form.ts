import { choice, number, site, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { ways } from './ways.ts';
import { bystanderModes, volumeRange } from './gate-settings.ts';
import { isGoodPin, pinDigits, pinRounds } from './pin.ts';

const hour = { min: 0, max: 23, optional: true } as const;

const fields = {
  bystanders: choice(bystanderModes),
  volume: number(volumeRange),
  quietFrom: number(hour),
  quietTo: number(hour),
  quietVolume: number({ min: 0, max: 100 }),
  restartHour: number(hour),
};

const bothHours = {
  of: ['quietFrom', 'quietTo'] as const,
  at: 'quietTo' as const,
  problem: 'one-hour',
  holds: ({ quietFrom, quietTo }: { quietFrom?: number | undefined; quietTo?: number | undefined }) =>
    (quietFrom === undefined) === (quietTo === undefined) &&
    (quietFrom === undefined || quietFrom !== quietTo),
};

/** How the sentries of a site behave, as its owner sets it. */
export const gateSettingsForm = form('gate-settings', fields, [bothHours]);

/** What a request to change it carries. */
export const gateSettingsRequestForm = form('gate-settings-request', { site: site(), ...fields }, [
  bothHours,
]);

/** A new PIN, as it is typed. */
export const pinForm = form('gate-pin', {
  pin: text({
    most: pinDigits.most,
    secret: true,
    format: { problem: 'pin', read: (typed) => (isGoodPin(typed) ? typed : null) },
  }),
});

const token = (length: number) =>
  text({
    most: length,
    format: {
      problem: 'text',
      read: (typed) => (new RegExp(`^[\\w-]{${length}}$`).test(typed) ? typed : null),
    },
  });

/** What a request with a new PIN carries: the browser hashed it. */
export const pinRequestForm = form('gate-pin-request', {
  site: site(),
  salt: token(22),
  hash: token(43),
  rounds: number({ min: pinRounds.least, max: pinRounds.most }),
});

/** Which way people go through a sentry, or without one through those of a site of which nothing else is said. */
export const gateWayForm = form('gate-way', {
  site: site(),
  device: number({ min: 1, max: 999_999_999, optional: true }),
  way: choice(ways, { optional: true }),
});
