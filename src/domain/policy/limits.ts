import type { SiteCategory } from '../access/categories.ts';

/**
 * The numbers a policy's rules compare facts with. They are set in forms, for the whole district, for a category of sites
 * and for a single site; the rules name them as `limits.NAME`. Whole numbers and truth values only.
 */
export interface Limits {
  /** A body temperature from here on is high, centi-degrees Celsius. */
  temperatureHigh: number;
  /** A body temperature below this is no reading of a person. */
  temperatureLow: number;
  /**
   * A body temperature from here on and below `temperatureHigh` is doubtful: the gate measures once more before it decides. Left out:
   * none is, as in policies of before there was this limit.
   */
  temperatureDoubtful?: number;
  /** How many hours a sample counts. */
  testValidHours: number;
  /** How many vaccine doses are demanded; 0: none. */
  requiredDoses: number;
  /** How many hours old a pass's statement of the status may be. */
  statusMaxHours: number;
  /** How many hours a sentry may be without signed word from the server before it admits nobody by itself. */
  dataMaxHours: number;
  /** True where the phone must answer the sentry's own challenge: a picture of a screen is then worth nothing. */
  strict: boolean;
  /**
   * At sites with so many sentries or more it is as if `strict` held: one picture would else work at the second lane. Left out: at
   * none, as in policies of before there was this limit.
   */
  strictLanes?: number;
  /**
   * True where a pass alone is not enough: its person's ID card, or travel document, is laid on the reader beside it. Left out: nowhere, as in
   * policies of before there was this limit.
   */
  cardBeside?: boolean;
}

/** Those that hold or do not. */
export const truthLimits = ['strict', 'cardBeside'] as const;
export type TruthLimit = (typeof truthLimits)[number];

export type LimitName = keyof Limits;

/** What forms offer and what is taken for valid. */
export const limitRanges: Readonly<Record<Exclude<LimitName, TruthLimit>, { min: number; max: number }>> = {
  temperatureHigh: { min: 3600, max: 4200 },
  temperatureLow: { min: 3000, max: 3590 },
  temperatureDoubtful: { min: 3500, max: 4200 },
  testValidHours: { min: 1, max: 24 * 60 },
  requiredDoses: { min: 0, max: 14 },
  statusMaxHours: { min: 1, max: 24 * 14 },
  dataMaxHours: { min: 1, max: 24 * 14 },
  strictLanes: { min: 2, max: 99 },
};

/** Other limits for a category or a site, for a time. */
export interface LimitOverride {
  scope: { category: SiteCategory } | { site: number };
  limits: Partial<Limits>;
  /** From when and until when (exclusive), UTC ms; null: no limit. */
  validFrom: number | null;
  validTo: number | null;
}

/** Where and when something is decided. */
export interface DecisionPlace {
  site: number;
  category: SiteCategory;
  /** UTC ms. */
  at: number;
  /** How many sentries the site has; one when left out. */
  lanes?: number;
}

/**
 * The limits that hold at a place and time: the district's, then those of its category, then those of the site itself; of
 * two for the same scope the later in the list.
 */
export function limitsAt(base: Limits, overrides: readonly LimitOverride[], place: DecisionPlace): Limits {
  const valid = overrides.filter(
    ({ validFrom, validTo }) =>
      (validFrom === null || place.at >= validFrom) && (validTo === null || place.at < validTo),
  );
  const ofCategory = valid.filter(({ scope }) => 'category' in scope && scope.category === place.category);
  const ofSite = valid.filter(({ scope }) => 'site' in scope && scope.site === place.site);
  const limits = Object.assign({}, base, ...[...ofCategory, ...ofSite].map((one) => one.limits)) as Limits;
  const { strictLanes } = limits;
  if (strictLanes !== undefined && (place.lanes ?? 1) >= strictLanes) limits.strict = true;
  return limits;
}

/**
 * For how many sentries a recorded verdict was made, as far as its reasons tell it: whoever was asked for the phone's answer stood
 * at a site where that was asked for. It is not recorded by itself.
 */
export function recordedLanes(reasons: readonly string[]): number {
  const asked = reasons.some((rule) => rule === 'challenge.missing' || rule === 'identity.mask');
  return asked ? limitRanges.strictLanes.max : 1;
}

/** What policies of before do not have. */
const laterLimits = ['temperatureDoubtful', 'strictLanes', 'cardBeside'];

/** The name of the first limit that is missing or out of range; null when all are well. @param partial some may be left out */
export function faultInLimits(value: unknown, partial = false): string | null {
  if (value === null || typeof value !== 'object') return 'limits';
  const limits = value as Record<string, unknown>;
  const known: string[] = [...Object.keys(limitRanges), ...truthLimits];
  const stray = Object.keys(limits).find((name) => !known.includes(name));
  if (stray) return stray;
  for (const name of known) {
    const limit = limits[name];
    if (limit === undefined && (partial || laterLimits.includes(name))) continue;
    if (truthLimits.includes(name as TruthLimit)) {
      if (typeof limit !== 'boolean') return name;
      continue;
    }
    const { min, max } = limitRanges[name as keyof typeof limitRanges];
    if (!Number.isSafeInteger(limit) || (limit as number) < min || (limit as number) > max) return name;
  }
  return null;
}
