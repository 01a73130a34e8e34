import { outcomes } from './outcome.ts';
import type { Reason, Verdict } from './policy.ts';

const lockedFloor: Reason = {
  rule: 'floor.locked',
  severity: 'attend',
  cause: 'not-met',
  voice: 'attend',
  texts: {
    'zh-CN': '此哨兵已被管理员锁定，请由工作人员查验',
    en: 'An administrator has locked this sentry: please wait for staff',
  },
};

/** Whether a recorded verdict was made by a locked sentry. @param reasons the names of its rules */
export function wasLocked(reasons: readonly string[]): boolean {
  return reasons.includes(lockedFloor.rule);
}

/**
 * A verdict of a sentry that an administrator has locked: nobody is admitted by it. What was refused stays so; a lock makes
 * no verdict better.
 */
export function lockedVerdict(verdict: Verdict): Verdict {
  const rank = ({ severity, rule }: Reason) =>
    outcomes.indexOf(severity) * 2 + (rule === lockedFloor.rule ? 1 : 0);
  const reasons = [...verdict.reasons, lockedFloor].sort((a, b) => rank(b) - rank(a));
  return { ...verdict, outcome: reasons[0]!.severity, reasons };
}
