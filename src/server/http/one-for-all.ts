import { sleep, type App } from '../vm/vm.ts';

/** While nothing changes, an answer is made once in so long, however many ask, ms. */
const keptMs = 1000;
/** After a change it is made anew, but no sooner than so long after the last, ms: in a rush everything changes all the time. */
const quietMs = 200;
/** How often somebody who waits looks, ms. */
const lookMs = 20;
/** Whoever has waited for so long makes the answer alone, and nobody waits longer for a turn: who had it is gone, ms. */
const patienceMs = 5000;

/** Says that what an answer is made of has changed. To be called once the change is committed, before anybody is told of it. */
export function answerChanged(app: App, name: string): void {
  app.store().set(`${name}-changed`, Date.now());
}

/**
 * One answer for all who ask within a second. It is never older than a change that was there when somebody asked: who asks
 * right after one waits for a moment, and all who wait take the one answer that is made then.
 * @param name of the answer, the same in all VMs
 * @param make the answer's text
 */
export function oneForAll(app: App, name: string, make: () => string): string {
  const store = app.store();
  const asked = Date.now();
  const number = (key: string): number => Number(store.get(`${name}-${key}`) ?? 0);
  for (;;) {
    const now = Date.now();
    const begun = number('begun');
    const isFresh = begun > number('changed') && begun <= now && now - begun < keptMs;
    if (isFresh || (begun >= asked && begun <= now)) return String(store.get(`${name}-text`));
    let mine = Math.abs(now - asked) > patienceMs;
    // Read outside: the store is locked inside.
    const ended = number('ended');
    store.setFunc(`${name}-turn`, (old) => {
      const turn = Number(old ?? 0);
      // A busy machine takes longer than the quiet: what is being made is waited for. A turn in the future: the clock was set back.
      const isOver = ended >= turn || now >= turn + patienceMs;
      if ((isOver && now >= turn + quietMs) || turn > now) mine = true;
      return mine ? now : turn;
    });
    if (mine) {
      try {
        const text = make();
        store.set(`${name}-text`, text);
        store.set(`${name}-begun`, now);
        return text;
      } finally {
        store.set(`${name}-ended`, now);
      }
    }
    sleep(lookMs);
  }
}
