import { expect } from '@open-wc/testing';
import { checkForm } from '../../../src/domain/forms/form.ts';
import { shownNames } from '../../../src/domain/forms/shown.ts';
import { everyField, everyFieldCases } from '../../support/samples/every-field.ts';

describe('a form as data', () => {
  for (const { why, given, problems, kept } of everyFieldCases) {
    it(`names what is wrong, and where: ${why}`, () => {
      const checked = checkForm(everyField, given);
      expect((checked.problems ?? []).map(({ path, problem }) => [path, problem])).to.have.deep.members(
        problems,
      );
      if (problems.length === 0) expect(checked.values).to.deep.equal({ ...(given as object), ...kept });
      else expect(checked.values).to.equal(null);
    });
  }

  it('shows a field while the one it hangs on is shown and has the value', () => {
    const { fields } = everyField;
    expect(shownNames(fields, { kind: 'shop', strict: true })).to.include('phone');
    expect(shownNames(fields, { kind: 'shop', strict: false })).not.to.include('phone');
    expect(shownNames(fields, { kind: 'person', strict: true })).not.to.include('phone');
  });
});
