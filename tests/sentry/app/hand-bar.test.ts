import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/sentry/app/hand-bar.ts';
import type { HandBar } from '../../../src/sentry/app/hand-bar.ts';
import '../../../src/sentry/app/hand-choice.ts';
import type { HandChoice } from '../../../src/sentry/app/hand-choice.ts';
import type { HandChoices } from '../../../src/sentry/device/hand-choices.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';

describe('what a guard says of those who come', () => {
  before(() => setLanguage('en'));
  const buttons = (bar: HandBar) =>
    [...bar.shadowRoot!.querySelectorAll('button')].map(
      (button) => `${button.textContent!.trim()}${button.ariaPressed === 'true' ? '*' : ''}`,
    );

  it('is which way they go, where that is recorded, and whether they are a group', async () => {
    const bar = await fixture<HandBar>(html`<sc-hand-bar .direction=${'in'}></sc-hand-bar>`);
    expect(buttons(bar)).to.deep.equal(['In*', 'Out', 'A group comes']);
    const told: unknown[] = [];
    for (const type of ['direction', 'group', 'torch'])
      bar.addEventListener(type, (event) => told.push([type, (event as CustomEvent<unknown>).detail]));
    for (const button of bar.shadowRoot!.querySelectorAll('button')) button.click();
    expect(told).to.deep.equal([
      ['direction', 'in'],
      ['direction', 'out'],
      ['group', true],
    ]);
  });

  it('ends a group, with how many have passed', async () => {
    const bar = await fixture<HandBar>(html`<sc-hand-bar .group=${3}></sc-hand-bar>`);
    expect(buttons(bar)).to.deep.equal(['Group: 3 so far. Tap to end it*']);
    let comes: unknown;
    bar.addEventListener('group', (event) => (comes = (event as CustomEvent<unknown>).detail));
    bar.shadowRoot!.querySelector('button')!.click();
    expect(comes).to.equal(false);
  });

  it('lights the camera’s lamp where it has one', async () => {
    const bar = await fixture<HandBar>(html`<sc-hand-bar .torch=${false}></sc-hand-bar>`);
    let shines: unknown;
    bar.addEventListener('torch', (event) => (shines = (event as CustomEvent<unknown>).detail));
    bar.shadowRoot!.querySelector<HTMLElement>('[data-action=torch]')!.click();
    expect(shines).to.equal(true);
  });

  it('is chosen at the settings', async () => {
    const choice = await fixture<HandChoice>(html`<sc-hand-choice></sc-hand-choice>`);
    const told: HandChoices[] = [];
    choice.addEventListener('choose-hand', (event) => told.push((event as CustomEvent<HandChoices>).detail));
    choice.shadowRoot!.querySelector<HTMLInputElement>('[name=hand-held]')!.click();
    const select = choice.shadowRoot!.querySelector<HTMLSelectElement>('[name=direction]')!;
    select.value = 'out';
    select.dispatchEvent(new Event('change'));
    expect(told).to.deep.equal([
      { handHeld: true, direction: null },
      { handHeld: true, direction: 'out' },
    ]);
  });
});
