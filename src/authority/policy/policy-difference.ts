import type { Bundle } from '../../domain/bundle/bundle.ts';

/** One value that differs between two bundles. */
export interface Difference {
  /** "policy.limits.testValidHours", "policy.rules.result.age.severity". */
  path: string;
  /** As JSON; null: it is not there. */
  from: string | null;
  to: string | null;
}

/** What the parts of a list are told apart by, so that one part put in or taken out is one difference. */
export function namesOfParts(list: readonly unknown[]): string[] {
  const times = new Map<string, number>();
  return list.map((part, index) => {
    const { id, kid } = (part ?? {}) as { id?: unknown; kid?: unknown };
    const own = id ?? kid;
    if (typeof own !== 'string') return String(index);
    const before = times.get(own) ?? 0;
    times.set(own, before + 1);
    return before === 0 ? own : `${own}#${before}`;
  });
}

function leaves(path: string, value: unknown, into: Map<string, string>): void {
  const isNode = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
  // An expression is read as a whole: half of one says nothing.
  if (!isNode || path.endsWith('.logic') || path.endsWith('.when')) {
    into.set(path, JSON.stringify(value));
  } else if (Array.isArray(value)) {
    const names = namesOfParts(value);
    value.forEach((part, index) => leaves(`${path}.${names[index]}`, part, into));
    // The order of rules decides which speaks first.
    if (path === 'policy.rules') into.set(`${path}.order`, names.join(' '));
  } else {
    for (const [name, part] of Object.entries(value)) leaves(path ? `${path}.${name}` : name, part, into);
  }
}

/** Everything in which a bundle differs from the one before it, whatever part it is in. */
export function differences(before: Bundle, after: Bundle): Difference[] {
  const [old, fresh] = [before, after].map((bundle) => {
    const found = new Map<string, string>();
    leaves('', bundle, found);
    return found;
  }) as [Map<string, string>, Map<string, string>];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((path) => ({ path, from: old.get(path) ?? null, to: fresh.get(path) ?? null }))
    .filter(({ from, to }) => from !== to);
}
