import { limitsAt } from '../../domain/policy/limits.ts';
import type { GateState } from './gate-state.ts';
import type { SentryDevice } from './sentry-device.ts';

/** What of a running sentry's state is what its device holds: rules, data, lock and roster. */
export function heldState(
  device: SentryDevice,
): Pick<
  GateState,
  'hasRules' | 'dataAsOf' | 'dataMaxHours' | 'clockStopped' | 'locked' | 'movedAt' | 'roster'
> {
  return {
    hasRules: (device.bundles?.current() ?? null) !== null,
    dataAsOf: device.bundles?.dataAsOf ?? null,
    dataMaxHours: dataMaxHours(device),
    clockStopped: device.clock.stopped,
    locked: device.commands.lockedBy > 0,
    movedAt: device.movedAt,
    ...(device.roster && { roster: device.roster.state }),
  };
}

/** How old the policy lets this gate's data become, hours; null while there is no policy. */
function dataMaxHours({ bundles, clock, pairing }: SentryDevice): number | null {
  const policy = bundles?.current()?.bundle.policy;
  if (!policy || !pairing) return null;
  const { site, category } = pairing.sentry;
  return limitsAt(policy.limits, policy.overrides, { site, category, at: clock.now() }).dataMaxHours;
}
