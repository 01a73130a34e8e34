import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Unsaved } from '../../src/ui/unsaved.ts';

let isUnsaved = false;
let answer = false;
let asked: string[] = [];

@customElement('test-form')
class TestForm extends LitElement {
  constructor() {
    super();
    this.addController(
      new Unsaved({
        isUnsaved: () => isUnsaved,
        question: () => 'Leave?',
        ask: (question) => {
          asked.push(question);
          return answer;
        },
      }),
    );
  }
}

/** Follows a link as a person would; answers whether it was followed. */
function follow(link: HTMLElement): boolean {
  const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
  // Nothing is to be opened by a test.
  link.addEventListener('click', (each) => (each.preventDefault(), (reached = true)), { once: true });
  let reached = false;
  link.dispatchEvent(event);
  return reached;
}

const closes = (): boolean => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('what was filled in and is not saved', () => {
  let form: TestForm;
  let link: HTMLAnchorElement;
  beforeEach(async () => {
    [isUnsaved, answer, asked] = [false, false, []];
    const both = await fixture<HTMLElement>(
      html`<div>
        <test-form></test-form><a href="#board"><b>Board</b></a>
      </div>`,
    );
    form = both.querySelector('test-form')!;
    link = both.querySelector('a')!;
  });

  it('lets everybody go when there is nothing', () => {
    expect([follow(link), closes()]).to.deep.equal([true, true]);
    expect(asked).to.deep.equal([]);
  });

  it('asks before a link is followed, and stays when the answer is no', () => {
    isUnsaved = true;
    expect(follow(link.querySelector('b')!)).to.equal(false);
    expect(asked).to.deep.equal(['Leave?']);
    answer = true;
    expect(follow(link)).to.equal(true);
  });

  it('asks nothing for what leads nowhere else', () => {
    isUnsaved = true;
    const button = document.createElement('button');
    form.after(button);
    expect(follow(button)).to.equal(true);
    link.target = '_blank';
    expect(follow(link)).to.equal(true);
    link.target = '';
    link.download = 'list.json';
    expect(follow(link)).to.equal(true);
    expect(asked).to.deep.equal([]);
  });

  it('has the browser ask when the window is closed', () => {
    isUnsaved = true;
    expect(closes()).to.equal(false);
  });

  it('is over when the page is gone', () => {
    isUnsaved = true;
    form.remove();
    expect([follow(link), closes()]).to.deep.equal([true, true]);
  });
});
