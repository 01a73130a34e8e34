import { expect } from '@open-wc/testing';
import { AlarmNews } from '../../../src/authority/board/alarm-news.ts';
import { alarm } from '../district-data.ts';

const ids = (list: { id: string }[]) => list.map(({ id }) => id);
const alarms = (...names: string[]) => names.map((id) => alarm({ id }));

describe('AlarmNews', () => {
  it('takes nothing of the first answer for new', () => {
    const news = new AlarmNews();
    expect(news.take(alarms('b', 'a'))).to.deep.equal([]);
    expect(news.fresh.size).to.equal(0);
  });

  it('names each alarm once when it comes, even when it left the list in between', () => {
    const news = new AlarmNews();
    news.take(alarms('a'));
    expect(ids(news.take(alarms('c', 'b', 'a')))).to.deep.equal(['c', 'b']);
    expect(ids(news.take(alarms('d', 'c')))).to.deep.equal(['d']);
    expect(ids(news.take(alarms('d', 'c', 'b')))).to.deep.equal([]);
    expect([...news.fresh]).to.have.members(['b', 'c', 'd']);
  });

  it('keeps them new until they are marked as seen', () => {
    const news = new AlarmNews();
    news.take([]);
    news.take(alarms('a'));
    const before = news.fresh;
    news.markSeen();
    expect(news.fresh.size).to.equal(0);
    expect(news.fresh, 'a new set, so that the list is drawn again').not.to.equal(before);
    news.take(alarms('b', 'a'));
    expect([...news.fresh]).to.deep.equal(['b']);
  });
});
