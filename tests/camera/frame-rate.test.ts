import { expect } from '@open-wc/testing';
import { FrameRate } from '../../src/camera/frame-rate.ts';
import { waitUntil } from '../support/wait-until.ts';

describe('FrameRate', () => {
  let track: MediaStreamTrack;

  beforeEach(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { frameRate: { ideal: 20 } } });
    track = stream.getVideoTracks()[0]!;
  });
  afterEach(() => track.stop());

  it('falls when nothing has moved for ten seconds, and rises with the first movement', async () => {
    const rate = new FrameRate();
    rate.of(track);
    const full = track.getSettings().frameRate!;
    const begun = performance.now();
    rate.note(true, begun);
    rate.note(false, begun + 9000);
    expect(rate.isResting).to.equal(false);
    rate.note(false, begun + 10_500);
    expect(rate.isResting).to.equal(true);
    await waitUntil(() => track.getSettings().frameRate! <= 5, 'it gives few');
    rate.note(true, begun + 11_000);
    expect(rate.isResting).to.equal(false);
    await waitUntil(() => track.getSettings().frameRate === full, 'it gives all');
  });

  it('begins anew with another track, and goes on where a camera cannot', async () => {
    const rate = new FrameRate();
    rate.note(false, performance.now() + 60_000);
    expect(rate.isResting, 'without a camera').to.equal(false);
    track.applyConstraints = () => Promise.reject(new DOMException('no', 'OverconstrainedError'));
    rate.of(track);
    rate.note(false, performance.now() + 60_000);
    expect(rate.isResting).to.equal(true);
    rate.of(track);
    expect(rate.isResting).to.equal(false);
  });
});
