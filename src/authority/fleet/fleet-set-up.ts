import type { FleetRow } from '../../domain/api/gate/fleet-api.ts';
import { healedKinds, readHealedText, watched } from '../../domain/gate/self-healing.ts';
import { readSetUpLetters, stepsThat, type SetUpStep } from '../../domain/gate/set-up.ts';
import { language } from '../../ui/language/languages.ts';
import { fleetTexts } from '../../ui/texts/authority/fleet.ts';
import { setUpWords } from '../../ui/texts/gate/set-up-words.ts';

/** True where a step of the set-up failed: somebody has to see to it. */
export function hasFailedSteps({ setUpSteps }: Pick<FleetRow, 'setUpSteps'>): boolean {
  const results = readSetUpLetters(setUpSteps);
  return results !== null && stepsThat(results, 'failed').length > 0;
}

/** When a sentry was set up, and what of it failed, was left out or is still to be done. @param time says how long ago */
export function setUpText(
  { setUpAt, setUpSteps }: Pick<FleetRow, 'setUpAt' | 'setUpSteps'>,
  time: (at: number) => string,
): string {
  const t = fleetTexts[language()];
  const words = setUpWords[language()];
  const results = readSetUpLetters(setUpSteps);
  if (setUpAt === null) return t.unknown;
  if (!results) return t.never;
  const named = (steps: SetUpStep[]) => steps.map((step) => words[`step_${step}`]).join(words.between);
  const failed = stepsThat(results, 'failed');
  const leftOut = stepsThat(results, 'left-out');
  const open = stepsThat(results, 'open');
  return [
    setUpAt > 0 ? time(setUpAt) : words.notFinished,
    failed.length > 0 && words.failedSteps(named(failed)),
    leftOut.length > 0 && words.leftOutSteps(named(leftOut)),
    open.length > 0 && words.openSteps(named(open)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a sentry mended itself within a week, and how often. */
export function healedWords({ healed }: Pick<FleetRow, 'healed'>, digits: (count: number) => string): string {
  const words = setUpWords[language()];
  const counts = readHealedText(healed);
  if (!counts) return fleetTexts[language()].unknown;
  const said = healedKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => words.times(words[`healed_${kind}`], digits(counts[kind])));
  return said.length > 0 ? said.join(' · ') : words.nothing;
}

/** When it last loaded its page anew, and for what. */
export function restartText({ restartedFor }: Pick<FleetRow, 'restartedFor'>, ago: string): string {
  const words = setUpWords[language()];
  const kind = watched.find((one) => one === restartedFor);
  return kind ? words.restartFor(words[`healed_${kind}`], ago) : ago;
}
