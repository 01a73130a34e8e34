import { os } from '../vm/vm.ts';

/** How much a demo holds: the small one that `npm start` fills in seconds, or a district of real size. */
export interface Scale {
  /** As SITECODE_DEMO_SCALE names it: 'demo', 'district', or a part of a district, such as '0.01'. */
  name: string;
  /** 1 for a whole district; null for the small demo, whose places are named one by one. */
  share: number | null;
  /** People besides the cast. */
  others: number;
  sentries: number;
  /** The first so many sentries see people; the others only stand there. */
  busySentries: number;
  /** One of so many sentries never reports: something to look at. */
  stillEvery: number;
  /** Passages at sentries, on a working day and on one of a weekend. */
  scans: DaysOf;
  /** Visits that phones register. */
  visits: DaysOf;
  /** People who bring things, to 40 doors a day. */
  couriers: number;
  /** Of the last so many days alarms are listed one by one. */
  noticeDays: number;
  /** Of a hundred people who wait for a result or were found positive, so many are positive. */
  positives: number;
  /** Colours set by hand that wait for a second official, and those in force; open cases. */
  overrides: { waiting: number; active: number };
  cases: number;
}

export interface DaysOf {
  weekday: number;
  weekend: number;
}

const demo: Scale = {
  name: 'demo',
  share: null,
  others: 300,
  sentries: 763,
  busySentries: 40,
  stillEvery: 83,
  scans: { weekday: 365, weekend: 335 },
  visits: { weekday: 125, weekend: 115 },
  couriers: 1,
  noticeDays: 2,
  positives: 50,
  overrides: { waiting: 1, active: 0 },
  cases: 0,
};

/** Numbers of the district in Shanghai (its own report of 2022): 69,445 codes, 763 sentries, 99,828 scans on an average day. */
function districtOf(name: string, share: number): Scale {
  const part = (whole: number): number => Math.max(1, Math.round(whole * share));
  // However small the part: some of each kind of gate.
  const sentries = Math.max(24, part(763));
  return {
    name,
    share,
    others: part(100_000),
    sentries,
    busySentries: sentries,
    stillEvery: 29,
    // Ten working days and four of weekends make 14 times 99,828.
    scans: { weekday: part(104_500), weekend: part(88_148) },
    visits: { weekday: part(31_000), weekend: part(36_000) },
    couriers: part(300),
    noticeDays: 14,
    positives: 8,
    overrides: { waiting: part(40), active: part(160) },
    cases: part(12),
  };
}

/** The scale that SITECODE_DEMO_SCALE asks for; the small demo when it is not set. @throws Error when it is none */
export function askedScale(): Scale {
  return scaleOf(os.getenv('SITECODE_DEMO_SCALE') || 'demo');
}

/** @throws Error when there is no such scale */
export function scaleOf(name: string): Scale {
  if (name === 'demo') return demo;
  const share = name === 'district' ? 1 : Number(name);
  if (!(share >= 0.002 && share <= 1))
    throw new Error(`"${name}" is no scale of a demo: it is "demo", "district" or a part such as 0.01.`);
  return districtOf(name, share);
}
