import type { Chaos } from './chaos.ts';
import { answerCut } from './answer-cut.ts';
import { browserKill } from './browser-kill.ts';
import { serverKill } from './server-kill.ts';

interface Kind {
  what: string;
  /** How often it is done when nobody says. */
  runs: number;
  run: Chaos;
}

/** Every way of doing harm, by its name on the command line. */
export const kinds: Readonly<Record<string, Kind>> = {
  'browser-kill': {
    what: 'the tablet’s browser is killed around a verdict',
    runs: 20,
    run: browserKill,
  },
  'server-kill': { what: 'the server is killed while sentries upload', runs: 20, run: serverKill },
  'answer-cut': {
    what: 'connections are cut when an upload was processed, before or in its answer',
    runs: 20,
    run: answerCut,
  },
};
