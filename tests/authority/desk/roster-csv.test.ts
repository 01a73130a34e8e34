import { expect } from '@open-wc/testing';
import { csvLine, csvStart } from '../../../src/domain/text/csv.ts';
import { mostInImport } from '../../../src/domain/roster/roster-forms.ts';
import { readRosterFile } from '../../../src/authority/desk/roster-csv.ts';

describe('a list of persons as a file', () => {
  it('is read by its headings, in either language and any order', () => {
    const zh =
      csvStart +
      csvLine(['类别', '证件号码', '备注', '部门', '结束日期']) +
      csvLine(['员工', '11010119900101001X', '新', '厨房,三楼', '2026/1/5']);
    expect(readRosterFile(zh)).to.deep.equal({
      rows: [{ kind: 'staff', idNumber: '11010119900101001X', group: '厨房,三楼', until: 20260105 }],
    });
    const en = "Phone,Kind,First day\n'13900000000,Regular visitor,2026-01-31\n\n";
    expect(readRosterFile(en)).to.deep.equal({
      rows: [{ phone: '13900000000', kind: 'visitor', from: 20260131 }],
    });
  });

  it('leaves to the server what it cannot read', () => {
    expect(readRosterFile('kind,phone,last day\nking,12,soon')).to.deep.equal({
      rows: [{ kind: 'king', phone: '12', until: 'soon' }],
    });
  });

  const faults: [string, string, string][] = [
    ['nothing', '', 'headings'],
    ['no number', 'kind,group\nstaff,A', 'headings'],
    ['no kind', 'phone\n1', 'headings'],
    ['headings alone', 'kind,phone\n', 'empty'],
    ['more than is imported at once', `kind,phone\n${'staff,1\n'.repeat(mostInImport + 1)}`, 'many'],
    ['a heading of no meaning', '__proto__,constructor\n1,2', 'headings'],
  ];
  for (const [what, text, fault] of faults)
    it(`is refused with ${what}`, () => {
      expect(readRosterFile(text)).to.deep.equal({ fault });
    });
});
