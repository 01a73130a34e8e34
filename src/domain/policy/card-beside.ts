import type { Rule } from './policy.ts';

export const cardBesideId = 'identity.card';

/**
 * Where the policy asks for it, a pass is admitted beside its person's document alone: the card that is laid on the reader decides, by what the
 * server (or the site's own roster) states of its person, and whether the pass is the same person's (`identity.mismatch`).
 */
export const cardBesideRule: Rule = {
  id: cardBesideId,
  severity: 'attend',
  whenUnknown: 'attend',
  voice: 'lay-document',
  texts: {
    'zh-CN': '此处须同时核对证件：请把本人的身份证放在读卡器上',
    en: 'The ID card is checked here as well: lay your own on the reader',
  },
  when: {
    and: [{ '===': [{ var: 'limits.cardBeside' }, true] }, { '===': [{ var: 'atGate' }, true] }],
  },
  logic: { in: [{ var: 'kind' }, ['id-card', 'travel-document']] },
};

/** Rules of before there was this one get it where the policy begins to ask: behind those on who somebody is. */
export function withCardRule(rules: readonly Rule[]): Rule[] {
  if (rules.some(({ id }) => id === cardBesideRule.id)) return [...rules];
  const last = rules.findLastIndex(({ id }) => /^(?:proof|pass|identity)\./.test(id));
  return [...rules.slice(0, last + 1), cardBesideRule, ...rules.slice(last + 1)];
}

/** How long a pass waits for its person's document, ms. */
export const besideMs = 30_000;
