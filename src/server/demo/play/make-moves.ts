import { dayStart } from '../../../domain/time/local-day.ts';
import { rows, run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import type { DaysOf } from '../scale.ts';
import { diceFaces } from './dice.ts';
import { errands, ownDoors, ownGates, personKinds, type Errand } from './errands.ts';
import { passageFaces } from './plan-passages.ts';

const dayMs = 86_400_000;
const million = 1_000_000;

export function isWeekend(day: number): boolean {
  return [0, 6].includes(new Date(dayStart(day) + 8 * 3_600_000).getUTCDay());
}

const isDoor = ({ place }: Errand): boolean => (ownDoors as readonly string[]).includes(place);

/** How many people of each kind have a gate or a door of each sort. */
function havers(app: App): (errand: Errand) => number {
  const places = [...ownGates, ...ownDoors];
  type Row = { [column: string]: number };
  const found = rows<Row>(
    app,
    ['kind', 'any', ...places],
    `select kind, count(*) as any, ${places.map((place) => `sum(${place} > 0) as ${place}`).join(', ')}
     from demo_habits group by kind`,
  );
  const byKind = new Map(found.map((row) => [row['kind'], row]));
  return ({ kind, place }) => byKind.get(personKinds.indexOf(kind))?.[place] ?? 0;
}

/** By how much the errands of most people are raised or lowered so that a day has as many as it should. Couriers are as they are. */
function raise(
  list: readonly Errand[],
  share: keyof DaysOf,
  target: number,
  haveIt: (errand: Errand) => number,
): number {
  const expected = (errand: Errand): number => (haveIt(errand) * errand[share] * (errand.times ?? 1)) / 1000;
  const sum = (those: readonly Errand[]): number =>
    those.reduce((total, errand) => total + expected(errand), 0);
  const fixed = sum(list.filter(({ kind }) => kind === 'courier'));
  const usual = sum(list.filter(({ kind }) => kind !== 'courier'));
  return usual === 0 ? 0 : Math.max(0, target - fixed) / usual;
}

/**
 * Who passes which gate and visits which door on a day, from after `from` until `to` (UTC ms): written to `demo_moves`. The same
 * at every call for the same dice, habits and day.
 */
export function makeMoves(
  app: App,
  day: number,
  aim: { scans: DaysOf; visits: DaysOf },
  { from, to }: { from: number; to: number },
): void {
  const share = isWeekend(day) ? 'weekend' : 'weekday';
  const haveIt = havers(app);
  const factors = {
    door: raise(errands.filter(isDoor), share, aim.visits[share], haveIt),
    gate: raise(
      errands.filter((errand) => !isDoor(errand)),
      share,
      aim.scans[share],
      haveIt,
    ),
  };
  run(app, 'delete from demo_moves');
  errands.forEach((errand, index) => {
    const factor = errand.kind === 'courier' ? 1 : factors[isDoor(errand) ? 'door' : 'gate'];
    const limit = Math.round(Math.min(1, (errand[share] * factor) / 1000) * million);
    if (limit > 0) run(app, movesOf(errand), { ...placeInTime(day, errand, index), limit, from, to });
  });
}

function placeInTime(day: number, { minute, spread, times }: Errand, index: number) {
  const begin = dayStart(day);
  return {
    begin,
    end: begin + dayMs,
    // Days are counted, so that tomorrow's dice are a step further.
    days: Math.round(begin / dayMs),
    offset: index * 7919,
    first: minute - spread,
    span: 2 * spread + 1,
    turns: JSON.stringify(Array.from({ length: times ?? 1 }, (_, turn) => turn)),
  };
}

/** The statement that makes an errand's moves. `x` are the dice of who goes together, `y` the person's own. */
function movesOf(errand: Errand): string {
  const { place, fromStart, together } = errand;
  const who = together ? 'h.house + {:days} * h.pace' : 'h.luck + {:days} * h.step';
  const door = isDoor(errand);
  const gate = place === 'any' ? 'g.nth = x.c % (select count(*) from demo_gates)' : `g.device = h.${place}`;
  const seconds = together ? 'x.c % 60000 + y.c % 40000' : 'y.c % 60000';
  return `insert into demo_moves (person, device, site, t, face, mark)
    select person, device, site, t, face, mark from (
      select h.person, ${door ? '0' : 'g.device'} as device, ${door ? `h.${place}` : 'g.site'} as site,
        {:begin} + ({:first} + ${fromStart ? 'h.starts + ' : ''}x.b % {:span}) * 60000 + ${seconds} as t,
        y.d % ${passageFaces} as face, printf('%08x%08x', y.a, y.b + turn.value) as mark
      from demo_habits h
      join json_each({:turns}) turn
      join demo_dice x on x.face = (${who} + {:offset} + turn.value * 4099) % ${diceFaces}
      join demo_dice y on y.face = (h.luck + {:days} * h.step + {:offset} + 5003 + turn.value * 6007) % ${diceFaces}
      ${door ? '' : `join demo_gates g on ${gate}`}
      where h.kind = ${personKinds.indexOf(errand.kind)} and x.a % ${million} < {:limit}${door ? ` and h.${place} > 0` : ''})
    where t > {:from} and t <= {:to} and t >= {:begin} and t < {:end}`;
}
