import { agree } from './agreement.ts';
import { currentBundle } from './bundle.ts';
import { lookUpVersions } from './rollout.ts';
import { signWord } from './word-signing.ts';

export const rareWork = { agree, currentBundle, lookUpVersions, signWord };
