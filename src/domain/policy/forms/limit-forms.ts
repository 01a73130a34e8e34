import { siteCategories } from '../../access/categories.ts';
import { choice, dateTime, number, site } from '../../forms/fields.ts';
import { form, type FormValues } from '../../forms/form.ts';
import { limitRanges, truthLimits, type LimitName, type LimitOverride } from '../limits.ts';

/** How many of a policy's units make one of the screen's: temperatures are kept in hundredths of a degree. */
export function limitScale(name: LimitName): number {
  return name.startsWith('temperature') ? 100 : 1;
}

type NumberLimit = keyof typeof limitRanges;

function limitNumber(name: NumberLimit) {
  const scale = limitScale(name);
  return { ...limitRanges[name], scale, decimals: scale === 1 ? 0 : 1 };
}

const optional = { optional: true } as const;

/** The district's own limits: every one is set. The server checks those of a draft by it. */
export const limitsForm = form('limits', {
  temperatureHigh: number(limitNumber('temperatureHigh')),
  temperatureLow: number(limitNumber('temperatureLow')),
  temperatureDoubtful: number({ ...limitNumber('temperatureDoubtful'), ...optional }),
  testValidHours: number(limitNumber('testValidHours')),
  requiredDoses: number(limitNumber('requiredDoses')),
  statusMaxHours: number(limitNumber('statusMaxHours')),
  dataMaxHours: number(limitNumber('dataMaxHours')),
  strict: choice([false, true]),
  strictLanes: number({ ...limitNumber('strictLanes'), ...optional }),
  cardBeside: choice([false, true]),
});

/** For how many days a bundle may decide. */
export const validDaysForm = form('valid-days', { validDays: number({ min: 1, max: 365 }) });

/** Other limits for a category or a site, for a time. */
export const limitOverrideForm = form(
  'limit-override',
  {
    scope: choice([...siteCategories, 'site']),
    site: site({ shownWhen: { field: 'scope', is: ['site'] } }),
    temperatureHigh: number({ ...limitNumber('temperatureHigh'), ...optional }),
    temperatureLow: number({ ...limitNumber('temperatureLow'), ...optional }),
    temperatureDoubtful: number({ ...limitNumber('temperatureDoubtful'), ...optional }),
    testValidHours: number({ ...limitNumber('testValidHours'), ...optional }),
    requiredDoses: number({ ...limitNumber('requiredDoses'), ...optional }),
    statusMaxHours: number({ ...limitNumber('statusMaxHours'), ...optional }),
    dataMaxHours: number({ ...limitNumber('dataMaxHours'), ...optional }),
    strict: choice([false, true], optional),
    strictLanes: number({ ...limitNumber('strictLanes'), ...optional }),
    cardBeside: choice([false, true], optional),
    from: dateTime(optional),
    to: dateTime(optional),
  },
  [
    {
      of: ['scope'],
      at: 'temperatureHigh',
      problem: 'no-limit',
      holds: (values) =>
        [...Object.keys(limitRanges), ...truthLimits].some((name) => values[name as LimitName] !== undefined),
    },
    {
      of: ['from', 'to'],
      at: 'to',
      problem: 'before',
      holds: ({ from, to }) => from === undefined || to === undefined || to > from,
    },
  ],
);

/** What the form of other limits holds of these. */
export function overrideValues({ scope, limits, validFrom, validTo }: LimitOverride): object {
  return {
    ...('site' in scope ? { scope: 'site', site: scope.site } : { scope: scope.category }),
    ...limits,
    from: validFrom,
    to: validTo,
  };
}

/** Other limits as their form holds them. */
export function overrideOf(values: FormValues<typeof limitOverrideForm>): LimitOverride {
  const { scope, site: number, from, to, ...limits } = values;
  return {
    scope: scope === 'site' ? { site: number! } : { category: scope },
    limits,
    validFrom: from ?? null,
    validTo: to ?? null,
  };
}
