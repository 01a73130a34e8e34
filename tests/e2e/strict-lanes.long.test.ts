// A site with two lanes: one picture of a phone's answer gets one person through one lane, and nobody through the other.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { StrictSite } from './support/strict-site.ts';

let site: StrictSite;

before(async () => {
  site = await StrictSite.open();
});

after(async () => {
  await site?.close();
});

test('a phone that answers the first lane is admitted there, and a picture of its answer at the second lane is not', async () => {
  const [first, second] = site.lanes;
  const { answer } = await site.answer(first);
  // The second lane first: nobody has used the answer yet, and it is seconds old.
  const elsewhere = await site.present(second, answer);
  assert.notEqual(elsewhere.outcome, 'admit', elsewhere.words);
  const here = await site.present(first, answer);
  assert.equal(here.outcome, 'admit', here.words);
  await site.free(first);
  const again = await site.present(first, answer);
  assert.notEqual(again.outcome, 'admit', again.words);
});

test('without a network too, and a pass that answers nothing is not enough', async () => {
  const [first, second] = site.lanes;
  for (const lane of site.lanes) await lane.context.setOffline(true);
  try {
    for (const lane of site.lanes) await site.free(lane);
    const walked = await site.walk(first);
    assert.equal(walked.outcome, 'admit', walked.words);
    const elsewhere = await site.present(second, walked.answer);
    assert.notEqual(elsewhere.outcome, 'admit', elsewhere.words);
    await site.free(second);
    const usual = await site.present(second, await site.usualCode());
    assert.notEqual(usual.outcome, 'admit', usual.words);
  } finally {
    for (const lane of site.lanes) await lane.context.setOffline(false);
  }
});
