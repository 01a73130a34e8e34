import { expect } from '@open-wc/testing';
import { VisitMemory } from '../../src/s/visit-memory.ts';
import { memoryStorage } from '../ui/memory-storage.ts';

describe('the memory of a visit', () => {
  it('keeps the id of a code for the next load of the page', () => {
    const storage = memoryStorage();
    const id = new VisitMemory(() => storage).idFor('one');
    expect(new VisitMemory(() => storage).idFor('one')).to.equal(id);
    expect(new VisitMemory(() => storage).idFor('other')).not.to.equal(id);
  });

  it('goes on where the storage is full, though an old visit stands in it', () => {
    const storage = memoryStorage();
    new VisitMemory(() => storage).idFor('old');
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const memory = new VisitMemory(() => full);
    const id = memory.idFor('new');
    expect(memory.idFor('new')).to.equal(id);
    memory.registered(id);
    expect(memory.idFor('new')).to.equal(id);
  });

  it('lasts as long as the page where the browser throws at the storage’s mention', () => {
    const memory = new VisitMemory(() => {
      throw new DOMException('switched off', 'SecurityError');
    });
    const id = memory.idFor('one');
    expect(memory.idFor('one')).to.equal(id);
  });
});
