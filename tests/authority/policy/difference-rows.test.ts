import { prefixesText } from '../../../src/domain/credential/hash-lists.ts';
import { expect } from '@open-wc/testing';
import { differenceRows, type DifferenceRow } from '../../../src/authority/policy/difference-rows.ts';
import { differences } from '../../../src/authority/policy/policy-difference.ts';
import type { Bundle } from '../../../src/domain/bundle/bundle.ts';
import { standardPolicy } from '../../../src/domain/policy/standard-policy.ts';
import type { TrustEntry } from '../../../src/domain/credential/trust-list.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';

const at = Date.UTC(2026, 4, 20, 4);
const sites = [{ number: 3, name: '望江商场', category: 'mall', sentries: 1 } as const];

const key: TrustEntry = {
  kid: 'AbCd-_12345',
  issuer: 'XY, Ministry of Health',
  kind: 'x509',
  key: 'M'.repeat(80),
  notBefore: at,
  notAfter: null,
  usages: ['test', 'recovery'],
  suspended: false,
  iss: null,
  crlVersion: null,
};

const bundle = (): Bundle => ({
  version: 1,
  issuedAt: at,
  expiresAt: at + 86_400_000,
  policy: structuredClone(standardPolicy(1)),
  trust: { entries: [], revocations: [] },
});

/** The rows of a change, without those of nothing. */
function rows(change: (after: Bundle, before: Bundle) => void): DifferenceRow[] {
  const [before, after] = [bundle(), bundle()];
  change(after, before);
  const found = differenceRows(before, after, [...sites]);
  // Whatever differs is in a row.
  for (const { path } of differences(before, after)) {
    const agreed = path === 'policy.version' && after.version === after.policy.version;
    const shown = agreed || found.some((row) => path === row.path || path.startsWith(`${row.path}.`));
    const emptied = /^(trust\.(entries|revocations)|policy\.(overrides|rules))(\.|$)/.test(path);
    expect(shown || (emptied && found.length > 0), path).to.equal(true);
  }
  return found;
}

const told = (found: DifferenceRow[]) => found.map(({ what, from, to }) => [what, from, to]);

describe('the difference that officials sign', () => {
  beforeEach(() => setLanguage('en'));

  it('is nothing between the same', () => expect(rows(() => undefined)).to.deep.equal([]));

  it('shows times in the district’s time, and lengths of time as such', () => {
    const found = rows((after) => {
      after.expiresAt = at + 1000;
      after.policy.temperatureWindowMs = 1500;
      after.policy.limits.temperatureHigh = 3750;
      after.policy.limits.strict = true;
    });
    expect(told(found)).to.deep.equal([
      ['In force until', '2026-05-21 12:00:00', '2026-05-20 12:00:01'],
      ['A temperature reading is valid for', '1 s', '1.5 s'],
      ['High temperature from (°C)', '37.3', '37.5'],
      ['Phone must answer the sentry’s code', 'No', 'Yes'],
    ]);
  });

  it('says an override in words, new, changed or gone', () => {
    const override = {
      scope: { site: 3 },
      limits: { testValidHours: 24, strict: true },
      validFrom: at,
      validTo: null,
    };
    const words =
      'A test counts for (hours): 24; Phone must answer the sentry’s code: Yes; from 2026-05-20 12:00';
    const put = rows(({ policy }) => policy.overrides.push(override));
    expect(told(put)).to.deep.equal([['Other limits: Site 3 望江商场', null, words]]);
    const changed = rows((after, before) => {
      before.policy.overrides.push(override);
      after.policy.overrides.push({ ...override, limits: { requiredDoses: 2 } });
    });
    expect(told(changed)).to.deep.equal([
      ['Other limits: Site 3 望江商场', words, 'Vaccine doses required: 2; from 2026-05-20 12:00'],
    ]);
    const mall = { ...override, scope: { category: 'mall' } as const, validFrom: null };
    const gone = rows((after, before) => {
      before.policy.overrides.push(override, mall);
      after.policy.overrides.push(mall);
    });
    expect(told(gone)).to.deep.equal([['Other limits: Site 3 望江商场', words, null]]);
    const moved = rows((after, before) => {
      before.policy.overrides.push(override, mall);
      after.policy.overrides.push(mall, override);
    });
    expect(moved.map(({ what }) => what)).to.deep.equal(['Order of the other limits']);
  });

  it('says a rule’s texts, voices and severities in words', () => {
    const found = rows(({ policy }) => {
      const rule = policy.rules.find(({ id }) => id === 'result.age')!;
      rule.severity = 'refuse';
      rule.voice = 'refuse';
      rule.textsWhenUnknown!.en = 'Nothing known';
      rule.logic = { '===': [1, 1] };
    });
    expect(told(found)).to.deep.equal([
      ['Rule “The last nucleic acid test is too old”: when not met', 'Call staff', 'Refuse'],
      [
        'Rule “The last nucleic acid test is too old”: voice',
        'Test out of date. (result-old)',
        'Entry refused. (refuse)',
      ],
      [
        'Rule “The last nucleic acid test is too old”: on screen when not known (English)',
        'No nucleic acid test result is known',
        'Nothing known',
      ],
      [
        'Rule “The last nucleic acid test is too old”: what it requires',
        '{"<":[{"var":"sampleAgeHours"},{"var":"limits.testValidHours"}]}',
        '{"===":[1,1]}',
      ],
    ]);
  });

  it('has one row for a rule that comes or goes', () => {
    const found = rows(({ policy }) => policy.rules.pop());
    expect(found.map(({ what, to }) => [what, to === null])).to.deep.equal([
      ['Rule “The sentry was offline for too long to admit automatically”', true],
      ['Order of the rules', false],
    ]);
    expect(found[0]!.from).to.contain('The sentry was offline for too long').and.contain('dataAgeHours');
  });

  it('has one row for a key that comes or goes, and one for each field that changes', () => {
    const put = rows(({ trust }) => trust.entries.push(key));
    expect(told(put)).to.deep.equal([
      [
        'Key on the trust list: XY, Ministry of Health',
        null,
        'Issuer: XY, Ministry of Health\nKind of credential: Health certificate (EU, WHO: HC1)\nKey id: AbCd-_12345\n' +
          'Trusted from: 2026-05-20 12:00:00\nTrusted until: no limit\nMay state: test, recovery\nSuspended: No\n' +
          `Public key: ${key.key}`,
      ],
    ]);
    const changed = rows((after, before) => {
      before.trust.entries.push(key, { ...key, key: 'N'.repeat(80) });
      after.trust.entries.push(key, { ...key, key: 'N'.repeat(80), suspended: true, notAfter: at });
    });
    expect(told(changed)).to.deep.equal([
      ['Key of XY, Ministry of Health: Trusted until', 'no limit', '2026-05-20 12:00:00'],
      ['Key of XY, Ministry of Health: Suspended', 'No', 'Yes'],
    ]);
  });

  it('says which cards a revocation list takes in, and counts what is too much to read', () => {
    const list = { kid: 'a.b', ctr: 1, rids: ['one', 'two'] };
    const found = rows((after, before) => {
      before.trust.revocations.push(list);
      after.trust.revocations.push({ kid: 'a.b', ctr: 2, rids: ['three', 'one'] });
    });
    expect(told(found)).to.deep.equal([
      ['Revocation list of key a.b', 'No. 1, 2 cards', 'No. 2, 2 cards; added: three; removed: two'],
    ]);
    const many = Array.from({ length: 90_000 }, (_, index) => `r${index}`);
    const long = rows(({ trust }) => trust.revocations.push({ ...list, rids: many }));
    expect(long).to.have.length(1);
    expect(long[0]!.to).to.contain('No. 1, 90,000 cards').and.contain('r39, +89,960');
  });

  it('says in which lists of certificates called back something changed', () => {
    const list = {
      country: 'XY',
      kid: null,
      type: 'UCI' as const,
      ctr: 1,
      goodUntil: null,
      prefixes: prefixesText(['01'.repeat(16)]),
    };
    const more = { ...list, ctr: 2, prefixes: prefixesText(['01'.repeat(16), '02'.repeat(16)]) };
    const found = rows((after, before) => {
      before.trust.hashLists = [list, { ...list, type: 'SIGNATURE' }];
      after.trust.hashLists = [more, { ...list, type: 'SIGNATURE' }];
    });
    expect(told(found)).to.deep.equal([
      [
        'Revoked certificates (XY UCI)',
        'no. 1, 1 certificate',
        'no. 2, 2 certificates; added: 0202020202020202',
      ],
    ]);
    expect(told(rows(({ trust }) => (trust.hashLists = [list])))).to.deep.equal([
      ['Revoked certificates (XY UCI)', null, 'no. 1, 1 certificate'],
    ]);
  });

  it('speaks Chinese', () => {
    setLanguage('zh-CN');
    const found = rows((after) => {
      after.policy.limits.testValidHours = 24;
      after.trust.entries.push(key);
    });
    expect(told(found)[0]).to.deep.equal(['核酸检测有效（小时）', '72', '24']);
    expect(found[1]!.to).to.contain('凭证种类：健康证明（欧盟、世卫组织 HC1）\n');
  });

  it('says the number of a new version once', () => {
    const found = rows((after) => (after.version = after.policy.version = 2));
    expect(told(found)).to.deep.equal([['Version', '1', '2']]);
    const other = rows((after) => (after.policy.version = 7));
    expect(told(other)).to.deep.equal([['Version of the policy', '1', '7']]);
  });

  it('shows what has no words as it is in the text', () => {
    const found = rows((after) => Object.assign(after.policy, { colourOfTheWall: 'blue' }));
    expect(told(found)).to.deep.equal([['policy.colourOfTheWall', null, '"blue"']]);
  });
});
