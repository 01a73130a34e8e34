import { knowActs, askApproval } from '../../approvals/approvals.ts';
import { approvedActs } from '../../app/approved-acts.ts';
import { hasRight, type Right } from '../../../domain/access/rights.ts';
import { holdForCase } from '../../cases/cases.ts';
import { overrideReasons } from '../../../domain/policy/override.ts';
import { addDays, dayStart, localDay } from '../../../domain/time/local-day.ts';
import { decideOverride, requestOverride } from '../../statuses/overrides.ts';
import { rows } from '../../vm/sql.ts';
import type { App, StoredRecord } from '../../vm/vm.ts';
import { castEmails, castStaff, notOfCast } from '../cast/cast.ts';
import type { Chance } from '../random.ts';
import type { Scale } from '../scale.ts';

const hour = 3_600_000;

/**
 * What the officials of a district have on their desks: colours set by hand and asked for, cases that hold the days of a place,
 * acts that wait for a second official. All of it goes the ways that the desks themselves go.
 */
export function makeBusiness(app: App, scale: Scale, now: number, chance: Chance): void {
  if (scale.share === null) return;
  /** The first of the cast who may do something. */
  const who = (right: Right): StoredRecord => {
    const { email } = castStaff.find(({ role }) => hasRight([role], right))!;
    const [found] = rows<{ id: string }>(app, ['id'], 'select id from staff where email = {:email}', {
      email,
    });
    return app.findRecordById('staff', found!.id);
  };
  makeOverrides(app, scale, [who('override.ask'), who('override.decide')], now, chance);
  makeCases(app, scale, who('case.hold'), now, chance);
  askForCommands(app, scale, who('fleet.command'), now);
}

function makeOverrides(
  app: App,
  { overrides: { active, waiting } }: Scale,
  [asker, decider]: [StoredRecord, StoredRecord],
  now: number,
  chance: Chance,
): void {
  const people = rows<{ id: string }>(
    app,
    ['id'],
    `select id from persons p where colour = '' and ${notOfCast} order by rowid * 7919 % 104729 limit {:most}`,
    { most: active + waiting, cast: castEmails },
  );
  people.forEach(({ id: person }, index) => {
    const asked = {
      person,
      colour: chance.next() < 0.4 ? ('red' as const) : ('yellow' as const),
      reason: chance.pick(overrideReasons),
      days: chance.whole(3, 14),
    };
    const at = now - chance.whole(1, 60) * hour;
    const id = requestOverride(app, asker, asked, at);
    if (index < active) decideOverride(app, decider, id, true, at + Math.floor((now - at) * chance.next()));
  });
}

function makeCases(app: App, { cases }: Scale, tracer: StoredRecord, now: number, chance: Chance): void {
  const places = rows<{ site: number }>(
    app,
    ['site'],
    'select distinct site from demo_gates order by site * 7919 % 104729 limit {:cases}',
    { cases },
  );
  places.forEach(({ site }, index) => {
    const day = addDays(localDay(now), -chance.whole(1, 6));
    const from = dayStart(day) + chance.whole(9, 18) * hour;
    const hold = { kind: 'place' as const, site, from, to: from + hour };
    const purpose = `个案 2026-${String(index + 101)}：阳性感染者到访场所`;
    holdForCase(app, tracer.id, { to: null, purpose, hold }, now - chance.whole(1, 90) * hour);
  });
}

/** More sentries at once than one administrator may command. */
function askForCommands(app: App, scale: Scale, administrator: StoredRecord, now: number): void {
  knowActs(approvedActs);
  const devices = rows<{ device: number }>(
    app,
    ['device'],
    'select device from demo_gates order by device limit {:most}',
    { most: Math.max(3, Math.round(scale.sentries / 4)) },
  ).map(({ device }) => device);
  for (const command of ['restart', 'lock'] as const) {
    const asked = { kind: 'command' as const, command, devices, hours: 24 };
    askApproval(app, administrator, { asked, reason: '夜间维护，计划内' }, now);
  }
}
