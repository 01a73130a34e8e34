import type { BrowserContext } from 'playwright-core';
import type { TestDistrict } from '../../../tests/server/support/district.ts';
import { withinTime } from '../../../src/store/browser/within-time.ts';
import { ServerSwitch, appDistrict, gateCode } from '../app-district.ts';
import type { ChaosCounts, ChaosRuns } from '../chaos.ts';
import { countScans, missingScans, storedScans } from '../count-scans.ts';
import { Crowd } from '../crowd.ts';
import { startAgain } from './start-again.ts';
import { Tablet } from './tablet.ts';
import { sleep } from '../wait.ts';

/** A run that takes longer hangs. */
const runMs = 15 * 60_000;

/** What a run has to do with. */
export interface Scene {
  district: TestDistrict;
  server: ServerSwitch;
  tablet: Tablet;
  crowd: Crowd;
  /** Which run this is, from 1. */
  run: number;
  /** Tells something of this run. */
  say: (what: string) => void;
  /** Lets the next person pass, and says so where no verdict comes of it. */
  pass: () => Promise<boolean>;
  /** Starts the tablet whose browser was ended; true when it came up by itself, paired and seeing. */
  startAgain: () => Promise<boolean>;
}

interface Options extends ChaosRuns {
  /** Where the app's files lie that are served; the last build when left out. */
  publicFolder?: string;
  /** Where the browser's profile lies; a folder of its own when left out. */
  profile?: string;
  /** Called at each start of the browser, before any page is loaded. */
  prepare?: (context: BrowserContext) => Promise<void>;
  /** One run; true when everything came up again by itself and worked. */
  once: (scene: Scene) => Promise<boolean>;
}

/**
 * Does a run again and again with one tablet at one gate of a district of its own; then everything is let arrive, and every
 * verdict that was seen is looked for.
 */
export async function withTablet(options: Options): Promise<ChaosCounts> {
  const { runs, goesOn, tell, once, publicFolder, profile, prepare } = options;
  const district = await appDistrict(publicFolder);
  let tablet: Tablet | null = null;
  try {
    const server = new ServerSwitch(district);
    // A page that crashes answers no more, and the driver tells nobody: what waits for it would end the command without a word.
    tablet = await withinTime(
      Tablet.open(await gateCode(district), {
        origin: district.server.url,
        ...(profile !== undefined && { profile }),
        ...(prepare && { prepare }),
      }),
      'The tablet’s first start',
      runMs,
    );
    const crowd = await Crowd.of(district);
    let recovered = 0;
    for (let run = 1; goesOn(run); run++) {
      const say = (what: string): void => tell(`Run ${run}: ${what}`);
      const here = tablet;
      const pass = async (): Promise<boolean> => {
        if (await here.present(await crowd.next())) return true;
        say(`no verdict. The screen says: ${await here.words()}`);
        return false;
      };
      const again = (): Promise<boolean> => startAgain(here, { district, server }, say);
      const scene = { district, server, tablet, crowd, run, say, pass, startAgain: again };
      if (await withinTime(once(scene), `Run ${run}`, runMs)) recovered++;
      if (server.isUp && (await tablet.waiting()) === 0) await tellLost(district, tablet, say);
      if (run % 10 === 0) tell(`${run} of ${runs} runs, ${tablet.seen.length} verdicts seen`);
    }
    await server.turn(true);
    if (!(await withinTime(tablet.drained(), 'The last upload', runMs)))
      tell(`Some records wait for ever. The screen says: ${await tablet.words()}`);
    const counts = countScans(await storedScans(district), { seen: tablet.seen });
    return { scans: tablet.seen.length, ...counts, recovered, interrupted: tablet.interrupted };
  } finally {
    await tablet?.close();
    await district.close();
  }
}

/** The screen says that nothing waits a moment before the last scan is counted, ms. */
const settleMs = 3000;

/** Says which verdicts are nowhere though nothing waits any more: in which run that happened tells why. */
async function tellLost(district: TestDistrict, tablet: Tablet, say: (what: string) => void): Promise<void> {
  const unknown = tablet.seen.filter(({ t }) => !tablet.missed.has(t));
  if (missingScans(await storedScans(district), unknown).length === 0) return;
  await sleep(settleMs);
  if ((await tablet.waiting()) !== 0) return;
  for (const { device, t } of missingScans(await storedScans(district), unknown)) {
    tablet.missed.add(t);
    say(
      `device ${device}'s scan of ${new Date(t).toISOString()} is lost. The screen says: ${await tablet.words()}`,
    );
  }
}
