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

function faultInKeys(name: string, keys: unknown): string | null {
  if (!Array.isArray(keys)) return name;
  for (const [index, key] of keys.entries()) {
    const path = `${name}.${index}`;
    if (!isPart(key)) return path;
    const fault = firstFault(`${path}.`, [
      ['id', isWhole(key['id'], 255)],
      ['point', isText(key['point'])],
    ]);
    if (fault) return fault;
  }
  return null;
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
    ['textsWhenUnknown', textsWhenUnknown === undefined || isTexts(textsWhenUnknown)],
    ['logic', rule['logic'] !== undefined && rule['logic'] !== null],
    ['last', last === undefined || typeof last === 'boolean'],
  ]);
}

function faultInPolicy(policy: unknown): string | null {
  if (!isPart(policy)) return 'policy';
  const { showing, rules } = policy;
  if (!isPart(showing)) return 'policy.showing';
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
  const { district } = value;
  if (!isPart(district)) return 'district';
  return (
    firstFault('', [
      ['version', isWhole(value['version'])],
      ['issuedAt', isWhole(value['issuedAt'])],
      ['expiresAt', isWhole(value['expiresAt'])],
      ['district.name', isTexts(district['name'])],
      ['district.demo', typeof district['demo'] === 'boolean'],
    ]) ??
    faultInKeys('issuers', value['issuers']) ??
    faultInKeys('siteCodeKeys', value['siteCodeKeys']) ??
    faultInPolicy(value['policy'])
  );
}
