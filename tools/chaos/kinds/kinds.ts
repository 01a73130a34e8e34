import type { Chaos } from '../chaos.ts';
import { clock } from './clock.ts';
import { diskFull } from './disk-full.ts';
import { answerCut } from './answer-cut.ts';
import { browserKill } from './browser-kill.ts';
import { powerCut } from './power-cut.ts';
import { serverKill } from './server-kill.ts';
import { storageCorrupt } from './storage-corrupt.ts';
import { update } from './update.ts';

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
  'power-cut': {
    what: 'the power of the tablet’s disk is cut around a verdict',
    runs: 20,
    run: powerCut,
  },
  'server-kill': { what: 'the server is killed while sentries upload', runs: 20, run: serverKill },
  'answer-cut': {
    what: 'connections are cut when an upload was processed, before or in its answer',
    runs: 20,
    run: answerCut,
  },
  'storage-corrupt': {
    what: 'a file of the browser’s profile is damaged while scans wait',
    runs: 20,
    run: storageCorrupt,
  },
  clock: { what: 'the tablet’s clock is a day wrong, and old codes are shown', runs: 20, run: clock },
  'disk-full': { what: 'the disk with the browser’s profile is filled', runs: 10, run: diskFull },
  update: { what: 'a new version of the app is deployed', runs: 10, run: update },
};
