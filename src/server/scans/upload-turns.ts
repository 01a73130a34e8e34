import { Fault } from '../vm/fault.ts';
import { security, type App } from '../vm/vm.ts';

/**
 * Sentries that come back together upload in turns, one after the other at the pace at which the server is done with them.
 * They wait for one another's commit anyway, and whoever waited inside would hold a VM meanwhile: a thousand of them would cost
 * gigabytes. A turn is given with the answer to a heartbeat; an upload without one is done at once while there is a hand
 * free, and sent away with a turn when there is none.
 */

/** Aimed at: more than one, so that neither the disk nor a processor waits. */
const atOnce = 3;
/** Turns are not further apart than this, ms: what made the first uploads slow is mostly over before the last one's turn. */
const longestPace = 20;
/** Never more, whatever turns were given. */
const mostAtOnce = 12;
/** An upload that is not over by then was cut off with its VM, ms. */
const longestUpload = 60_000;
/** Without a turn an upload is done when the next turn would be no later than this, ms. */
const soonMs = 150;
/** A turn may be used so much earlier (the sentry's timer) and later, ms. */
const slackMs = { before: 1000, after: 60_000 };
/** No turn is given for later than this, ms. */
const longestWait = 120_000;
/** What an upload is taken to last before one was done, ms. */
const firstGuess = 30;

interface Turns {
  /** When the next turn may begin, UTC ms. */
  next: number;
  /** How long uploads lasted lately, ms. */
  lasts: number;
  /** Those being worked on: when each began, and a number that tells it from the others. */
  live: [began: number, mark: string][];
}

function turnKey(device: number): string {
  return `upload-turn-${device}`;
}

function change<Value>(app: App, work: (turns: Turns) => Value): Value {
  let value: Value;
  app.store().setFunc('upload-turns', (old) => {
    const turns: Turns = old ? (JSON.parse(String(old)) as Turns) : { next: 0, lasts: firstGuess, live: [] };
    value = work(turns);
    return JSON.stringify(turns);
  });
  return value!;
}

/** The next turn nobody has. */
function take(turns: Turns, now: number): number {
  // Far ahead of the clock: it was set back, or so many wait that they may as well ask again.
  const turn = turns.next > now + longestWait ? now + longestWait : Math.max(turns.next, now);
  turns.next = turn + Math.min(turns.lasts / atOnce, longestPace);
  return Math.round(turn);
}

/** In how many ms a sentry that has something to upload is to do so: 0 for at once. The same turn while it is to come. */
export function turnFor(app: App, device: number, now: number): number {
  const store = app.store();
  const held = Number(store.get(turnKey(device)) ?? 0);
  if (held > now && held <= now + longestWait) return held - now;
  const turn = change(app, (turns) => take(turns, now));
  store.set(turnKey(device), turn);
  return turn - now;
}

/**
 * Does an upload's work when it is the device's turn, or nobody else waits.
 * @throws Fault 'busy' with the device's turn when it is not
 */
export function inTurn<Value>(app: App, device: number, now: number, work: () => Value): Value {
  const held = Number(app.store().get(turnKey(device)) ?? 0);
  const hasTurn = held > 0 && held <= now + slackMs.before && held >= now - slackMs.after;
  const mark = security.randomStringWithAlphabet(8, '0123456789abcdef');
  const turn = change(app, (turns) => {
    turns.live = turns.live.filter(([began]) => Math.abs(now - began) < longestUpload);
    const isQuiet = turns.next <= now + soonMs || turns.next > now + longestWait;
    // While hands are free nobody is sent away, whoever may come in a moment.
    const isIn = turns.live.length < mostAtOnce && (hasTurn || isQuiet || turns.live.length < atOnce);
    if (!isIn) return take(turns, now);
    if (!hasTurn && isQuiet) take(turns, now);
    turns.live.push([now, mark]);
    return null;
  });
  app.store().set(turnKey(device), turn ?? 0);
  if (turn !== null) {
    const wait = Math.max(soonMs, turn - now);
    throw new Fault('busy', 'The server is busy with other uploads. Try again when it is your turn.', {
      retryMs: wait,
    });
  }
  try {
    return work();
  } finally {
    const lasted = Math.max(1, Date.now() - now);
    change(app, (turns) => {
      turns.live = turns.live.filter(([, other]) => other !== mark);
      turns.lasts += (Math.min(lasted, longestUpload) - turns.lasts) / 8;
    });
  }
}
