import { siteCategories, type SiteCategory } from '../access/categories.ts';
import { faultInLimits } from '../policy/limits.ts';
import { readTrustList } from '../credential/trust-list.ts';

/**
 * Checks what a signed bundle says before anything is decided by it. A signature proves who wrote it, not that nothing is
 * missing: a window without an end would take old pictures for live ones, a rule without a severity would have no outcome.
 * Parts that later versions add, facts and voices this one does not know, are let pass: they can admit nobody.
 */

/** The longest a showing may be taken for live, before or after, seconds: used showings are remembered for longer. */
const longestWindow = 900;

type Part = Record<string, unknown>;

function isPart(value: unknown): value is Part {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isWhole(value: unknown, max: number = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0;
}

function isTexts(value: unknown): boolean {
  return isPart(value) && isText(value['zh-CN']) && isText(value['en']);
}

function isSeverity(value: unknown): boolean {
  return value === 'attend' || value === 'refuse';
}

/** The first of the parts that is not as it should be, after `path`; null when all are. */
function firstFault(path: string, checks: [name: string, good: boolean][]): string | null {
  const bad = checks.find(([, good]) => !good);
  return bad ? path + bad[0] : null;
}

function faultInRule(path: string, rule: unknown): string | null {
  if (!isPart(rule)) return path;
  const { id, last, voiceWhenUnknown, textsWhenUnknown } = rule;
  return firstFault(`${path}.`, [
    // The ids a scan record can hold.
    ['id', typeof id === 'string' && /^[a-z0-9.-]{1,40}$/.test(id)],
    ['severity', isSeverity(rule['severity'])],
    ['whenUnknown', isSeverity(rule['whenUnknown'])],
    ['voice', isText(rule['voice'])],
    ['voiceWhenUnknown', voiceWhenUnknown === undefined || isText(voiceWhenUnknown)],
    ['texts', isTexts(rule['texts'])],
    ['when', rule['when'] === undefined || isPart(rule['when']) || typeof rule['when'] === 'boolean'],
    ['textsWhenUnknown', textsWhenUnknown === undefined || isTexts(textsWhenUnknown)],
    ['logic', rule['logic'] !== undefined && rule['logic'] !== null],
    ['last', last === undefined || typeof last === 'boolean'],
  ]);
}

function isTime(value: unknown): boolean {
  return value === null || isWhole(value);
}

function faultInOverrides(overrides: unknown): string | null {
  if (!Array.isArray(overrides)) return 'policy.overrides';
  for (const [index, override] of overrides.entries()) {
    const path = `policy.overrides.${index}`;
    if (!isPart(override) || !isPart(override['scope'])) return path;
    const { scope } = override;
    const scoped =
      siteCategories.includes(scope['category'] as SiteCategory) !==
      (isWhole(scope['site']) && scope['site'] !== 0);
    if (!scoped) return `${path}.scope`;
    const limits = faultInLimits(override['limits'], true);
    if (limits) return `${path}.limits.${limits}`;
    if (!isTime(override['validFrom']) || !isTime(override['validTo'])) return `${path}.validFrom`;
  }
  return null;
}

function faultInTrust(trust: unknown): string | null {
  try {
    readTrustList(trust);
    return null;
  } catch {
    return 'trust';
  }
}

function faultInPolicy(policy: unknown): string | null {
  if (!isPart(policy)) return 'policy';
  const { showing, rules } = policy;
  if (!isPart(showing)) return 'policy.showing';
  const limits = faultInLimits(policy['limits']);
  if (limits) return `policy.limits.${limits}`;
  const overrides = faultInOverrides(policy['overrides']);
  if (overrides) return overrides;
  const fault = firstFault('policy.', [
    ['version', isWhole(policy['version'])],
    ['showing.pastSeconds', isWhole(showing['pastSeconds'], longestWindow)],
    ['showing.futureSeconds', isWhole(showing['futureSeconds'], longestWindow)],
    ['temperatureWindowMs', isWhole(policy['temperatureWindowMs'])],
    ['rules', Array.isArray(rules)],
  ]);
  if (fault) return fault;
  for (const [index, rule] of (rules as unknown[]).entries()) {
    const fault = faultInRule(`policy.rules.${index}`, rule);
    if (fault) return fault;
  }
  return null;
}

/** The path of the first part of a bundle that is missing or wrong ("policy.rules.3.severity"); null when it is whole. */
export function faultInBundle(value: unknown): string | null {
  if (!isPart(value)) return 'bundle';
  return (
    firstFault('', [
      ['version', isWhole(value['version'])],
      ['issuedAt', isWhole(value['issuedAt'])],
      ['expiresAt', isWhole(value['expiresAt'])],
    ]) ??
    faultInPolicy(value['policy']) ??
    faultInTrust(value['trust'])
  );
}
