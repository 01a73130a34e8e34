import { expect } from '@open-wc/testing';
import { treeRows, type TreeItem } from '../../../../src/ui/kit/chart/tree-rows.ts';

const item = (id: string, parent: string | null = null): TreeItem => ({ id, parent, name: id });
const drawn = (items: TreeItem[]) =>
  treeRows(items).map(({ item: { id }, depth, parentRow }) => `${id} ${depth} ${parentRow}`);

describe('the rows of a tree', () => {
  it('follow one another as an outline', () => {
    expect(drawn([item('a'), item('b', 'a'), item('c', 'a'), item('d', 'b')])).to.deep.equal([
      'a 0 -1',
      'b 1 0',
      'd 2 1',
      'c 1 0',
    ]);
  });

  it('keep who hangs on somebody unknown, and who stands in a circle', () => {
    expect(drawn([item('a', 'gone'), item('b', 'c'), item('c', 'b')])).to.deep.equal([
      'a 0 -1',
      'b 0 -1',
      'c 1 1',
    ]);
  });

  it('are as many as there are items, the same each time, deep ones too', () => {
    const chain = Array.from({ length: 500 }, (_, index) => item(`${index}`, index ? `${index - 1}` : null));
    expect(treeRows(chain)).to.have.length(500);
    expect(treeRows(chain)).to.deep.equal(treeRows(chain));
  });
});
