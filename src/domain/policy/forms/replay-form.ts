import type { AskedVersion } from '../../api/policy-api.ts';
import { choice, day, site, text } from '../../forms/fields.ts';
import type { TextFormat } from '../../forms/field.ts';
import { form } from '../../forms/form.ts';
import { scanKeyOf, scanKeyText } from '../scan-key.ts';

/** What a replay may be asked of. */
export interface ReplayChoices {
  versions: readonly AskedVersion[];
  /** Days, YYYYMMDD, both included. */
  first: number;
  last: number;
}

/** On the server: which versions there are and which days are kept is looked at when it is asked for. */
const anything: ReplayChoices = { versions: [], first: 20240101, last: 21000101 };
const isVersion = (value: unknown): boolean =>
  value === 'draft' || (Number.isSafeInteger(value) && (value as number) >= 1);

const scanKeyFormat: TextFormat = {
  problem: 'scan-key',
  read: (given) => {
    const key = scanKeyOf(given);
    return key && scanKeyText(key);
  },
};

function version({ versions }: ReplayChoices) {
  return choice(versions, versions.length > 0 ? {} : { also: isVersion });
}

/** A replay of a day of one site, or of one of its scans. */
export function replayForm(choices: ReplayChoices = anything) {
  const { first, last } = choices;
  return form('replay', {
    site: site({ withSentries: true }),
    version: version(choices),
    what: choice(['day', 'scan']),
    day: day({ min: first, max: last, shownWhen: { field: 'what', is: ['day'] } }),
    key: text({ most: 60, format: scanKeyFormat, shownWhen: { field: 'what', is: ['scan'] } }),
  });
}

/** A replay of all scans of some days. */
export function replayDaysForm(choices: ReplayChoices = anything) {
  const { first, last } = choices;
  return form(
    'replay-days',
    {
      version: version(choices),
      first: day({ min: first, max: last }),
      last: day({ min: first, max: last }),
    },
    [{ of: ['first', 'last'], at: 'last', problem: 'before', holds: (days) => days.last >= days.first }],
  );
}
