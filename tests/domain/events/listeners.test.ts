import { expect } from '@open-wc/testing';
import { Listeners } from '../../../src/domain/events/listeners.ts';

interface Events {
  reading: number;
  state: string;
}

describe('Listeners', () => {
  it('calls the listeners of the type alone, until they are removed', () => {
    const listeners = new Listeners<Events>();
    const heard: (number | string)[] = [];
    const end = listeners.on('reading', (value) => heard.push(value));
    listeners.on('state', (value) => heard.push(value));
    listeners.emit('reading', 1);
    listeners.emit('state', 'lost');
    end();
    end();
    listeners.emit('reading', 2);
    expect(heard).to.deep.equal([1, 'lost']);
  });

  it('keeps the same function added twice as two listeners', () => {
    const listeners = new Listeners<Events>();
    let calls = 0;
    const listener = () => calls++;
    const end = listeners.on('reading', listener);
    listeners.on('reading', listener);
    end();
    listeners.emit('reading', 1);
    expect(calls).to.equal(1);
  });

  it('reports a listener that throws, and still calls the others and returns to the sender', () => {
    const reported: unknown[] = [];
    const original = window.reportError;
    window.reportError = (error: unknown) => void reported.push(error);
    try {
      const listeners = new Listeners<Events>();
      let called = false;
      listeners.on('reading', () => {
        throw new Error('broken screen');
      });
      listeners.on('reading', () => (called = true));
      listeners.emit('reading', 1);
      expect(called).to.equal(true);
      expect(reported.map(String)).to.deep.equal(['Error: broken screen']);
    } finally {
      window.reportError = original;
    }
  });

  it('lets a listener remove itself while it is being called', () => {
    const listeners = new Listeners<Events>();
    const heard: number[] = [];
    const end = listeners.on('reading', (value) => {
      heard.push(value);
      end();
    });
    listeners.on('reading', (value) => heard.push(value * 10));
    listeners.emit('reading', 1);
    listeners.emit('reading', 2);
    expect(heard).to.deep.equal([1, 10, 20]);
  });
});
