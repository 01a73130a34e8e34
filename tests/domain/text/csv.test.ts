import { expect } from '@open-wc/testing';
import { csvLine, csvStart } from '../../../src/domain/text/csv.ts';

describe('a line of CSV', () => {
  const cases: [(string | number | null)[], string][] = [
    [['玥', 3, null], '玥,3,\r\n'],
    [['a,b', 'say "no"', 'two\nlines'], '"a,b","say ""no""","two\nlines"\r\n'],
    [['=1+1', '+86', '-3', '@x', '\tx'], "'=1+1,'+86,'-3,'@x,\"'\tx\"\r\n"],
    [[-3, 0], '-3,0\r\n'],
    [['=HYPERLINK("http://x")'], '"\'=HYPERLINK(""http://x"")"\r\n'],
    [['', '310109199001011234'], ',310109199001011234\r\n'],
  ];
  for (const [cells, line] of cases)
    it(`writes ${JSON.stringify(cells)}`, () => expect(csvLine(cells)).to.equal(line));

  it('begins with a byte order mark', () => {
    expect([...new TextEncoder().encode(csvStart)]).to.deep.equal([0xef, 0xbb, 0xbf]);
  });
});
