import type { WorkFault } from '../../domain/api/work-api.ts';
import type { Afterwards } from '../http/answer.ts';
import { tellDesks } from '../http/desk-topic.ts';
import { Fault } from '../vm/fault.ts';
import { transact } from '../vm/sql.ts';
import { sleep, type App } from '../vm/vm.ts';
import { endWork, nextWork, opened, storeStep, type StoredWork } from './work.ts';
import { workKind } from './work-kinds.ts';

/**
 * Does long work, one step after the other. There is no thread of its own in PocketBase's VM and no timer below a minute, so
 * whoever comes by does it: a request that asks for work, or looks at its own, goes on as the worker once its answer is out,
 * until the next full minute; then the minute's job takes over, for a minute. One alone works at a time (the turn lies in the
 * process's memory, so that a process that was killed holds none), and between two steps it rests, so that gates come first.
 * After a restart the first look at one's work, or the next minute, goes on where the database says.
 */

/** So long a step takes, ms: so much is done once more after the server was killed. */
const stepMs = 200;
const turnKey = 'work-turn';
/** A worker that was not heard of for so long is gone: its request was interrupted, ms. */
const lostMs = 60_000;
/** So long the next worker waits for the one before to end its step, ms. */
const patienceMs = 3000;
const lookMs = 50;
/** Of each step's time so much is rested after it. */
const restShare = 0.25;
const longestRestMs = 500;
/** The asker is told of progress so often at the most, ms. */
const tellMs = 1000;

function takeTurn(app: App, patience: number): boolean {
  const end = Date.now() + patience;
  for (;;) {
    let isOurs = false;
    app.store().setFunc(turnKey, (old) => {
      const now = Date.now();
      isOurs = Math.abs(now - Number(old ?? 0)) > lostMs;
      return isOurs ? now : old;
    });
    if (isOurs) return true;
    if (Date.now() >= end) return false;
    sleep(lookMs);
  }
}

/** Works until nothing waits, or until a time (UTC ms). @returns how many steps were done; none while another works */
export function work(app: App, until: number, patience = 0): number {
  if (nextWork(app) === null || !takeTurn(app, patience)) return 0;
  const told = new Map<number, number>();
  let steps = 0;
  try {
    for (let next = nextWork(app); next && Date.now() < until; next = nextWork(app)) {
      const began = Date.now();
      app.store().set(turnKey, began);
      stepOf(app, next, told);
      steps += 1;
      sleep(Math.min(longestRestMs, Math.ceil((Date.now() - began) * restShare)));
    }
  } finally {
    app.store().set(turnKey, 0);
  }
  return steps;
}

/** Of the minute's job: works for a minute, after whoever works now. */
export function workThisMinute(app: App, now: number): void {
  work(app, now + 59_000, patienceMs);
}

/** What a request does when its answer is out: works until the minute's job takes over; null where nothing waits or another works. */
export function workOn(app: App): Afterwards | null {
  const now = Date.now();
  if (nextWork(app) === null || !isFree(app, now)) return null;
  return { isLong: true, act: () => void work(app, Math.floor(now / 60_000) * 60_000 + 60_000) };
}

function isFree(app: App, now: number): boolean {
  return Math.abs(now - Number(app.store().get(turnKey) ?? 0)) > lostMs;
}

function stepOf(app: App, next: StoredWork, told: Map<number, number>): void {
  let isOver = true;
  try {
    isOver = step(app, next);
  } catch (error) {
    const fault: WorkFault = faultOf(error);
    if (fault === 'server')
      app
        .logger()
        .error(`Work ${next.id} (${next.kind}) failed`, 'error', String((error as Error).stack ?? error));
    transact(app, (inside) => endWork(inside, next, { state: 'failed', fault }, Date.now()));
  }
  const now = Date.now();
  if (!isOver && now - (told.get(next.id) ?? 0) < tellMs) return;
  told.set(next.id, now);
  tellDesks(app, next.staff);
}

/** @returns whether it is over, or is no longer to be done */
function step(app: App, next: StoredWork): boolean {
  const { asked, position, key } = opened(next);
  const its = workKind(next.kind);
  its.demandPossible(app, askerOf(app, next.staff), asked);
  const did = its.step(app, asked, position, Date.now() + stepMs);
  return !storeStep(app, next, key, did, Date.now()) || did.isOver;
}

function askerOf(app: App, staff: string) {
  try {
    return app.findRecordById('staff', staff);
  } catch {
    throw new Fault('not-allowed', 'The account that asked for this is gone.');
  }
}

function faultOf(error: unknown): WorkFault {
  if (!(error instanceof Fault)) return 'server';
  switch (error.code) {
    case 'not-allowed':
      return 'not-allowed';
    case 'not-found':
      return 'not-found';
    default:
      return 'server';
  }
}
