import type { Facts } from '../../domain/facts.ts';
import { addDays, dayStart, localDay } from '../../domain/local-day.ts';
import { outcomes, type Outcome } from '../../domain/outcome.ts';
import { scanRow } from '../../domain/scan-row.ts';
import { bodyTemperature } from '../../domain/temperature.ts';
import { dayTable, ensureDayTables } from '../day-tables.ts';
import { storeQuietly } from '../notices.ts';
import { passLifetimeMinutes } from '../pass.ts';
import { logPass, personRow } from '../pass-log.ts';
import { countIn } from '../roll-ups.ts';
import { insertScanRows, noChain } from '../scan-rows.ts';
import { rows, run } from '../sql.ts';
import type { App } from '../vm.ts';
import { happenings, hourWeights, visitHourWeights, type Happening } from './happenings.ts';
import { passageFacts } from './passage-facts.ts';
import { Chance } from './random.ts';

/** Alarms of this long ago are shown as notices. */
const noticesFor = 2 * 86_400_000;

interface Gate {
  device: number;
  name: string;
  siteId: string;
  site: number;
  zone: number;
  measures: number;
  traffic: number;
}

interface Passage {
  t: number;
  seq: number;
  gate: Gate;
  citizen: string | null;
  happening: Happening;
  surface: number | null;
  ambient: number | null;
  body: number | null;
  mono: number;
}

interface CheckIn {
  t: number;
  citizen: string;
  site: number;
  id: string;
  outcome: Outcome;
  reasons: string;
}

interface Stage {
  gates: Gate[];
  citizens: string[];
  sites: number[];
}

function setStage(app: App): Stage {
  const gates = rows<Gate>(
    app,
    ['device', 'name', 'siteId', 'site', 'zone', 'measures', 'traffic'],
    `select d.device, d.name, s.id as siteId, s.number as site, coalesce(z.number, 0) as zone,
       s.measuresTemperature as measures,
       case s.category when 'mall' then 12 when 'transport' then 10 when 'hospital' then 9 when 'market' then 6
         else 4 end as traffic
     from sentries d join sites s on s.id = d.site left join zones z on z.id = d.zone
     where d.device <= 40 and not d.revoked order by d.device`,
  );
  const citizens = rows<{ id: string }>(app, ['id'], 'select id from citizens order by rowid');
  const sites = rows<{ number: number }>(app, ['number'], 'select number from sites order by number');
  return { gates, citizens: citizens.map(({ id }) => id), sites: sites.map(({ number }) => number) };
}

/** A moment of a day, more likely when people are about. */
function moment(day: number, weights: readonly number[], chance: Chance): number {
  return dayStart(day) + chance.weighted(weights) * 3_600_000 + chance.whole(0, 3_599_999);
}

function isWeekend(day: number): boolean {
  return [0, 6].includes(new Date(dayStart(day) + 8 * 3_600_000).getUTCDay());
}

/** One whole day, the same at every call. */
function dayOf(day: number, stage: Stage): { passages: Passage[]; checkIns: CheckIn[] } {
  const chance = new Chance(day);
  const passages: Passage[] = [];
  const weights = stage.gates.map((gate) => gate.traffic);
  const count = isWeekend(day) ? chance.whole(300, 340) : chance.whole(345, 400);
  for (let index = 0; index < count; index++) {
    const gate = stage.gates[chance.weighted(weights)]!;
    const possible = happenings.filter((happening) => gate.measures === 1 || !happening.needsSensor);
    const happening = possible[chance.weighted(possible.map(({ weight }) => weight))]!;
    const ambient = gate.measures === 1 ? 2400 + chance.whole(-150, 150) : null;
    const surface =
      ambient === null || happening.surface === null ? null : chance.whole(...happening.surface);
    passages.push({
      t: moment(day, hourWeights, chance),
      seq: 0,
      gate,
      citizen: happening.proved ? chance.pick(stage.citizens) : null,
      happening,
      surface,
      ambient: surface === null ? null : ambient,
      body: surface === null ? null : bodyTemperature(surface, ambient!),
      mono: chance.whole(60_000, 30_000_000),
    });
  }
  passages.sort((a, b) => a.t - b.t);
  const firstOfDay = Math.round((dayStart(day) - dayStart(20240101)) / 86_400_000) * 1000;
  passages.forEach((passage, index) => (passage.seq = firstOfDay + index + 1));
  const checkIns = Array.from({ length: Math.round(count / 3) }, (): CheckIn => {
    const old = chance.next() < 0.06;
    return {
      t: moment(day, visitHourWeights, chance),
      citizen: chance.pick(stage.citizens),
      site: chance.pick(stage.sites),
      id: chance.hex(16),
      outcome: old ? 'attend' : 'admit',
      reasons: old ? 'result.age' : '',
    };
  });
  return { passages, checkIns };
}

/** One pass a person for the day; answers each person's pass id. */
function issuePasses(app: App, day: number, passages: Passage[], chance: Chance): Map<string, string> {
  const citizens = [...new Set(passages.flatMap(({ citizen }) => citizen ?? []))];
  const expires = dayStart(day) + passLifetimeMinutes * 60_000;
  const passes = new Map(citizens.map((citizen) => [citizen, chance.hex(16)]));
  for (const [citizen, passId] of passes) logPass(app, { citizen, passId, day, expires, issued: null });
  return passes;
}

/** Drawn by a chance of its own, so that a day turns out as it did before scans kept their facts. */
function factsOf({ happening, gate, body, seq }: Passage): Facts {
  return passageFacts(happening, { measures: gate.measures === 1, body }, new Chance(seq));
}

function storePassages(app: App, day: number, passages: Passage[], passes: Map<string, string>): void {
  const scans = passages.map((passage) => {
    const { t, seq, gate, citizen, happening, body, surface, ambient, mono } = passage;
    return scanRow({
      seq,
      t,
      site: gate.site,
      zone: gate.zone,
      device: gate.device,
      pass: citizen ? passes.get(citizen)! : null,
      outcome: happening.outcome,
      reasons: [...happening.reasons],
      body,
      surface,
      ambient,
      policy: 1,
      showing: null,
      boot: day.toString(16).padStart(8, '0'),
      mono,
      facts: factsOf(passage),
    });
  });
  insertScanRows(app, day, noChain, scans);
}

function storeCheckIns(app: App, day: number, checkIns: CheckIn[]): void {
  const values = checkIns.map(({ citizen, id, t, site, outcome, reasons }) => [
    personRow(app, citizen, day),
    id,
    t,
    site,
    outcomes.indexOf(outcome),
    reasons || null,
  ]);
  run(
    app,
    `insert into ${dayTable('visit', day)} (person, id, t, site, zone, outcome, policy, reasons)
     select value->>0, value->>1, value->>2, value->>3, 0, value->>4, 1, value->>5 from json_each({:values})`,
    { values: JSON.stringify(values) },
  );
}

function storeNotices(app: App, passages: Passage[], now: number): void {
  const alarms = passages.filter(({ t, happening }) => happening.outcome !== 'admit' && now - t < noticesFor);
  for (const passage of alarms) {
    const { t, gate, happening, body } = passage;
    const { outcome, reasons } = happening;
    const alarm = { t, site: gate.site, outcome, reasons, body, facts: factsOf(passage) };
    storeQuietly(app, gate.name, [alarm], () => gate.siteId);
  }
}

/**
 * Lets people come and go from after `from` until `to`, UTC ms: scans, visits, passes, counts and notices as if they had
 * arrived in their time. Answers how many scans and visits there were.
 */
export function playDays(app: App, from: number, to: number): { scans: number; visits: number } {
  const stage = setStage(app);
  const total = { scans: 0, visits: 0 };
  const within = ({ t }: { t: number }): boolean => t > from && t <= to;
  for (let day = localDay(from); day <= localDay(to); day = addDays(day, 1)) {
    const whole = dayOf(day, stage);
    const passages = whole.passages.filter(within);
    const checkIns = whole.checkIns.filter(within);
    ensureDayTables(app, day);
    const passes = issuePasses(app, day, passages, new Chance(day + Math.floor(from / 1000)));
    storePassages(app, day, passages, passes);
    storeCheckIns(app, day, checkIns);
    const counted = passages.map(({ t, gate, happening }) => ({
      t,
      site: gate.site,
      outcome: happening.outcome,
    }));
    countIn(app, 'scan', counted);
    countIn(app, 'visit', checkIns);
    storeNotices(app, passages, to);
    total.scans += passages.length;
    total.visits += checkIns.length;
  }
  return total;
}
