import * as v from 'valibot';
import type { Fields } from '../../forms/field.ts';
import { json } from '../../forms/fields.ts';
import { form, type FieldProblem, type Form } from '../../forms/form.ts';
import { withCardRule } from '../card-beside.ts';
import { limitsForm, validDaysForm } from './limit-forms.ts';
import type { LimitName, LimitOverride, Limits } from '../limits.ts';
import type { Policy, Rule } from '../policy.ts';
import { ruleFields, ruleValues, ruleWith } from './rule-form.ts';

type Values = { readonly [field: string]: unknown };

/** What of a policy the page changes, beside its days. */
export interface PolicyEntry {
  policy: Policy;
  /** For how many days it is to decide. */
  validDays: number;
}

const limitNames = Object.keys(limitsForm.fields) as LimitName[];
/** What a field of a rule is called in the form of the whole policy. */
export const ruleField = (rule: Rule, field: string): string => `${rule.id}/${field}`;
const overrides = json(
  v.array(v.looseObject({})) as v.GenericSchema<unknown, unknown> as v.GenericSchema<
    unknown,
    LimitOverride[]
  >,
  // Of two for the same scope the later one counts: they are one part.
  { partOf: ({ scope }) => ('site' in scope ? `site ${scope.site}` : scope.category) },
);

/**
 * The form of a draft: the district's limits, those for categories and sites (changed by a form of their own), the rules' texts
 * and for how long. Made for the rules that the policy has.
 */
export function policyForm(rules: readonly Rule[]): Form {
  const ofRules: Fields = Object.fromEntries(
    rules.flatMap((rule) =>
      Object.entries(ruleFields(rule)).map(([name, field]) => [ruleField(rule, name), field]),
    ),
  );
  return form('policy', { ...limitsForm.fields, overrides, ...validDaysForm.fields, ...ofRules });
}

/** What stands in the form of a policy. */
export function policyValues({ policy, validDays }: PolicyEntry): { [field: string]: unknown } {
  const { limits, overrides: others, rules } = policy;
  return {
    cardBeside: false,
    ...limits,
    overrides: others,
    validDays,
    ...Object.fromEntries(
      rules.flatMap((rule) =>
        Object.entries(ruleValues(rule)).map(([name, value]) => [ruleField(rule, name), value]),
      ),
    ),
  };
}

/** The policy with what its form holds. */
export function policyWith(policy: Policy, values: Values): PolicyEntry {
  const limits = Object.fromEntries(limitNames.map((name) => [name, values[name]])) as unknown as Limits;
  const rules = policy.rules.map((rule) =>
    ruleWith(
      rule,
      Object.fromEntries(Object.keys(ruleFields(rule)).map((name) => [name, values[ruleField(rule, name)]])),
    ),
  );
  const others = values['overrides'] as LimitOverride[];
  const asked = limits.cardBeside || others.some((one) => one.limits.cardBeside);
  return {
    policy: { ...policy, limits, overrides: others, rules: asked ? withCardRule(rules) : rules },
    validDays: values['validDays'] as number,
  };
}

/** Problems as the server names them in a request for a draft, at the fields of the form. */
export function problemsInForm(
  problems: readonly FieldProblem[],
  rules: readonly Rule[],
): readonly FieldProblem[] {
  return problems.map(({ path, problem }) => {
    const [, index, field] = /^policy\.rules\.(\d+)\.(.+)$/.exec(path) ?? [];
    const rule = rules[Number(index)];
    if (rule && field) return { path: ruleField(rule, field), problem };
    return { path: path.replace(/^policy\.(limits\.)?/, ''), problem };
  });
}
