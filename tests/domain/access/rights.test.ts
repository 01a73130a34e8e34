import { expect } from '@open-wc/testing';
import {
  allRights,
  hasRight,
  inScope,
  roleFor,
  roleNames,
  roles,
  rolesWith,
  staffRoles,
} from '../../../src/domain/access/rights.ts';

describe('rights', () => {
  it('belong to the roles that the table gives them to, and to no other name', () => {
    expect(hasRight(['tracer'], 'case.hold')).to.equal(true);
    expect(hasRight(['tracer'], 'override.ask')).to.equal(false);
    for (const name of ['', 'root', 'constructor', 'toString'])
      for (const right of allRights) expect(hasRight([name], right), `${name} ${right}`).to.equal(false);
    expect(hasRight([], 'board.see')).to.equal(false);
  });

  it('of several roles are those of each of them', () => {
    expect(hasRight(['lab', 'tracer'], 'case.hold')).to.equal(true);
    expect(roleFor(['lab', 'tracer'], 'case.hold')).to.equal('tracer');
    expect(roleFor(['lab'], 'case.hold')).to.equal(null);
  });

  it('are each somebody’s', () => {
    for (const right of allRights) expect(rolesWith(right), right).not.to.deep.equal([]);
  });

  it('keep persons from who configures, and asking from deciding', () => {
    const persons = ['person.find', 'override.see', 'override.ask', 'override.decide'] as const;
    for (const right of persons) expect(rolesWith(right)).not.to.include('administrator');
    for (const name of roleNames)
      for (const what of ['override', 'merge'] as const)
        expect(hasRight([name], `${what}.ask`) && hasRight([name], `${what}.decide`), name).to.equal(false);
    expect(rolesWith('person.find')).to.deep.equal(['health', 'tracer', 'case-officer']);
    for (const name of roleNames)
      expect(hasRight([name], 'name.open') && hasRight([name], 'custody.certify'), name).to.equal(false);
    expect(rolesWith('name.open')).not.to.include('administrator');
  });

  it('open to staff what is staff’s alone', () => {
    for (const name of roleNames)
      expect(hasRight([name], 'staff.self'), name).to.equal((staffRoles as string[]).includes(name));
  });

  it('have words in both languages, no two the same', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const words = roleNames.map((name) => roles[name].words[language]);
      expect(new Set(words).size).to.equal(words.length);
      expect(words.every((word) => word.length > 1)).to.equal(true);
    }
  });
});

describe('the scope of an account', () => {
  it('is everything where no sub-district is named, else those named', () => {
    expect(inScope([], '望江街道')).to.equal(true);
    expect(inScope(['望江街道'], '望江街道')).to.equal(true);
    expect(inScope(['望江街道'], '石库街道')).to.equal(false);
  });
});
