import type { Bundle } from '../../src/domain/bundle/bundle.ts';
import type { PolicyAnswer, PolicyDraft } from '../../src/domain/api/policy-api.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { now } from './district-data.ts';

const day = 86_400_000;

/** A bundle of the standard policy that believes nobody, changed as given. */
export function bundleText(version: number, change: (bundle: Bundle) => void = () => undefined): string {
  const bundle: Bundle = {
    version,
    issuedAt: now - day,
    expiresAt: now + 99 * day,
    policy: structuredClone(standardPolicy(version)),
    trust: { entries: [], revocations: [] },
  };
  change(bundle);
  return JSON.stringify(bundle);
}

/** An open draft of version 4. */
export function draftOf(change?: (bundle: Bundle) => void, more: Partial<PolicyDraft> = {}): PolicyDraft {
  return {
    id: 5,
    version: 4,
    issuedAt: now - day,
    expiresAt: now + 99 * day,
    body: bundleText(4, change),
    author: '沈若兰',
    created: now - 60_000,
    signatures: [],
    ...more,
  };
}

/** Version 3 in force, of three; three sites, one without a sentry. */
export function policyAnswer(
  changes: Partial<PolicyAnswer> = {},
  change?: (bundle: Bundle) => void,
): PolicyAnswer {
  return {
    current: {
      version: 3,
      issuedAt: now - day,
      expiresAt: now + 99 * day,
      body: bundleText(3, change),
      signatures: [],
    },
    draft: null,
    officials: [],
    account: 'abcdefghij01234',
    versions: [3, 2, 1].map((version) => ({ version, issuedAt: now - (4 - version) * day })),
    sites: [
      { number: 7, name: '望江商场', category: 'mall', sentries: 2 },
      { number: 8, name: '江湾小学', category: 'school', sentries: 1 },
      { number: 9, name: '江湾超市', category: 'shop', sentries: 0 },
    ],
    now,
    ...changes,
  };
}
