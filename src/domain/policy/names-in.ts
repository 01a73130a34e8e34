import { factNames, type FactName } from './facts.ts';
import { limitRanges, truthLimits, type Limits } from './limits.ts';

const limitNames = [...Object.keys(limitRanges), ...truthLimits];

/**
 * What an expression of a rule names: facts, and limits as `limits.NAME`. Throws a RangeError when it names what does not exist.
 * It needs nothing of what evaluates a rule: pages that only say what a rule is about do without that.
 */
export function namesIn(logic: unknown): Set<FactName | `limits.${keyof Limits}`> {
  const names = new Set<FactName | `limits.${keyof Limits}`>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      for (const [operator, operand] of Object.entries(node)) {
        if (operator !== 'var') walk(operand);
        else if (isName(operand)) names.add(operand);
        else throw new RangeError(`A rule names the fact ${JSON.stringify(operand)}, which does not exist.`);
      }
    }
  };
  walk(logic);
  return names;
}

function isName(operand: unknown): operand is FactName | `limits.${keyof Limits}` {
  if (typeof operand !== 'string') return false;
  return operand.startsWith('limits.')
    ? limitNames.includes(operand.slice('limits.'.length))
    : factNames.includes(operand as FactName);
}
