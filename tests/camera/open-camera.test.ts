import { expect } from '@open-wc/testing';
import { openCamera, type CameraChoice } from '../../src/camera/open-camera.ts';

/** Cameras that answer each wish with the next of `answers`: an error's name, or '' for a stream. */
function cameras(...answers: string[]) {
  const listed = [
    { kind: 'audioinput', deviceId: 'microphone' },
    { kind: 'videoinput', deviceId: 'wide' },
    { kind: 'videoinput', deviceId: 'cam' },
    { kind: 'videoinput', deviceId: 'front' },
  ];
  const wishes: MediaStreamConstraints[] = [];
  const stream = new MediaStream();
  const devices = {
    enumerateDevices: async () => listed,
    getUserMedia: async (wish: MediaStreamConstraints) => {
      wishes.push(wish);
      const answer = answers.shift();
      if (answer) throw new DOMException('no', answer);
      return stream;
    },
  } as unknown as MediaDevices;
  return { devices, wishes, stream };
}

const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const front = { ...size, facingMode: { ideal: 'user' } };
const back = { ...size, facingMode: { ideal: 'environment' } };
const chosen = { ...size, deviceId: { exact: 'cam' } };

const only = (id: string) => ({ ...size, deviceId: { exact: id } });

describe('openCamera', () => {
  const cases: { name: string; choice?: CameraChoice; answers: string[]; wishes: unknown[] }[] = [
    { name: 'the one before the screen', answers: [''], wishes: [front] },
    {
      name: 'the one behind, when asked',
      choice: { facingMode: 'environment' },
      answers: [''],
      wishes: [back],
    },
    { name: 'the one that staff chose', choice: { deviceId: 'cam' }, answers: [''], wishes: [chosen] },
    {
      name: 'another, when the chosen one is gone',
      choice: { deviceId: 'cam' },
      answers: ['OverconstrainedError', ''],
      wishes: [chosen, front],
    },
    {
      name: 'any, when no wish can be met',
      choice: { deviceId: 'cam' },
      answers: ['NotFoundError', 'OverconstrainedError', ''],
      wishes: [chosen, front, true],
    },
    {
      name: 'the next one, when another program has the chosen one',
      choice: { deviceId: 'cam', orAnyOther: true },
      answers: ['NotReadableError', ''],
      wishes: [chosen, only('front')],
    },
    {
      name: 'the first that is free, when another program has the one behind',
      choice: { facingMode: 'environment', orAnyOther: true },
      answers: ['NotReadableError', 'NotReadableError', 'OverconstrainedError', ''],
      wishes: [back, only('wide'), only('cam'), only('front')],
    },
    {
      name: 'the next one, when the chosen one does not start',
      choice: { deviceId: 'front', orAnyOther: true },
      answers: ['AbortError', ''],
      wishes: [{ ...size, deviceId: { exact: 'front' } }, only('wide')],
    },
  ];
  for (const { name, choice, answers, wishes: expected } of cases) {
    it(`opens ${name}`, async () => {
      const { devices, wishes, stream } = cameras(...answers);
      expect(await openCamera(choice, devices)).to.equal(stream);
      expect(wishes).to.deep.equal(expected.map((video) => ({ video, audio: false })));
    });
  }

  const failures: [name: string, answers: string[], expected: string][] = [
    ['it is forbidden, without asking again', ['NotAllowedError', ''], 'NotAllowedError'],
    ['another program has it', ['NotReadableError', ''], 'NotReadableError'],
    ['there is none', ['NotFoundError', 'NotFoundError'], 'NotFoundError'],
  ];
  for (const [name, answers, expected] of failures) {
    it(`says that ${name}`, async () => {
      const { devices } = cameras(...answers);
      const error = await openCamera({}, devices).catch((reason: unknown) => reason);
      expect((error as DOMException).name).to.equal(expected);
    });
  }

  it('says that all are taken when they are, and asks for no other where only one will do', async () => {
    const taken = cameras('NotReadableError', 'NotReadableError', 'NotReadableError', 'NotReadableError');
    const wanted: CameraChoice = { facingMode: 'environment', orAnyOther: true };
    const error = await openCamera(wanted, taken.devices).catch((reason: unknown) => reason);
    expect((error as DOMException).name).to.equal('NotReadableError');
    expect(taken.wishes.length).to.equal(4);
    const gate = cameras('NotReadableError', '');
    await openCamera({}, gate.devices).catch(() => undefined);
    expect(gate.wishes.length).to.equal(1);
  });

  it('says what to do where the browser gives no cameras to the page', async () => {
    // As navigator.mediaDevices is on a page that was opened over http.
    const error = await openCamera({}, null as never).catch((reason: unknown) => reason);
    expect(String(error)).to.contain('https');
  });

  it("opens the real browser's camera", async () => {
    const stream = await openCamera();
    const [track] = stream.getVideoTracks();
    expect(track!.getSettings()).to.include({ width: 1280, height: 720 });
    const { deviceId } = track!.getSettings();
    track!.stop();
    const again = await openCamera({ deviceId: deviceId! });
    expect(again.getVideoTracks()[0]!.getSettings().deviceId).to.equal(deviceId);
    again.getVideoTracks()[0]!.stop();
  });
});
