import { agree } from '../keys/agreement.ts';
import { currentBundle } from '../policy/bundle.ts';
import type { CurrentBundle } from '../policy/newest-version.ts';
import { lookUpVersions } from '../policy/rollout.ts';
import type { LookUpVersions } from '../policy/wanted-version.ts';

interface RareWork {
  agree: typeof agree;
  currentBundle: CurrentBundle;
  lookUpVersions: LookUpVersions;
}

/** What the gate's routes need seldom, by name (vm/rare.ts). */
export const rareWork: RareWork = { agree, currentBundle, lookUpVersions };
