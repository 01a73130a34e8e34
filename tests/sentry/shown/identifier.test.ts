import { expect } from '@open-wc/testing';
import type { IdentifyAnswer, IdentifyRequest } from '../../../src/domain/api/gate/sentry-api.ts';
import {
  identifiedText,
  readIdentified,
  type Identified,
  type IdentifiedPerson,
} from '../../../src/domain/document/identified.ts';
import type { ShownDocument } from '../../../src/domain/document/shown-document.ts';
import { Identifier } from '../../../src/sentry/shown/identifier.ts';
import type { RosterPerson, RosterSeen } from '../../../src/store/district/roster-keeper.ts';
import { keyedHash } from '../../../src/sync/scan-upload.ts';
import { noon } from '../../support/district.ts';
import { mutatedText } from '../../credentials/hcert/mutate.ts';
import { seeded } from '../../support/seeded.ts';

const uploadKey = 'a'.repeat(64);
const card: ShownDocument = {
  kind: 'id-card',
  number: '000000199001010018',
  name: '张小三',
  birth: 19900101,
  validUntil: 0,
};
const healthy: IdentifiedPerson = {
  maskedName: '张*三',
  passId: '0123456789abcdef',
  status: { colour: 'green', lastResult: 'negative', sampleTime: noon, doses: 3, lastDose: null },
  beside: null,
};

async function answer(statement: Identified, key = uploadKey): Promise<IdentifyAnswer> {
  const text = JSON.stringify(statement);
  return { statement: text, mac: await keyedHash(identifiedText(text), key), now: noon };
}

/** Asks a server that answers so. */
function verify(
  ask: (question: IdentifyRequest) => Promise<IdentifyAnswer>,
  document = card,
  after?: (ms: number, call: () => void) => () => void,
) {
  const identifier = new Identifier({ ask, uploadKey: () => uploadKey, ...(after && { after }) });
  return identifier.verify(document, noon);
}

const stating = (change: Partial<Identified>) => (question: IdentifyRequest) =>
  answer({ nonce: question.nonce, kind: question.kind, at: noon, person: healthy, ...change });

describe('a document on the reader', () => {
  it('is proved with what the server states of its person', async () => {
    let asked: IdentifyRequest | undefined;
    const { verification } = await verify((question) => {
      asked = question;
      return stating({})(question);
    });
    expect(verification).to.include({ proof: 'proved', kind: 'id-card', statedAt: noon, showing: null });
    expect(verification.person).to.deep.equal({ maskedName: '张*三', passId: '0123456789abcdef' });
    expect(verification.status).to.deep.equal(healthy.status);
    expect(asked).to.include({ kind: 'id-card', number: card.number });
    expect(asked!.nonce).to.match(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(asked)).not.to.include(card.name);
  });

  const unproved: [string, string, (question: IdentifyRequest) => Promise<IdentifyAnswer>][] = [
    ['of somebody who is not on record', 'unregistered', stating({ person: null })],
    ['with no network', 'unconfirmed', () => Promise.reject(new Error('offline'))],
    [
      'answered by somebody without the key',
      'unconfirmed',
      async (question) =>
        answer({ nonce: question.nonce, kind: 'id-card', at: noon, person: healthy }, 'b'.repeat(64)),
    ],
    ['answered with the answer to another question', 'unconfirmed', stating({ nonce: 'ffffffffffffffff' })],
    ['answered as another kind', 'unconfirmed', stating({ kind: 'travel-document' })],
    [
      'answered with something else',
      'unconfirmed',
      async () => ({ statement: 'null', mac: await keyedHash(identifiedText('null'), uploadKey), now: noon }),
    ],
  ];
  for (const [name, proof, ask] of unproved)
    it(`${name} is not proved, and still says a name`, async () => {
      const { verification } = await verify(ask);
      expect(verification).to.include({ proof, kind: 'id-card', status: null });
      expect(verification.person).to.deep.equal({ maskedName: '张*三', passId: null });
    });

  describe('while the server gives no answer', () => {
    const at = noon - 3_600_000;
    const seen = { standing: 'open', at, entry: { kind: 'staff', group: '', holds: true } } as const;
    const passes = ['0123456789abcdef'];
    const person = { status: healthy.status, passes };
    const offline = (
      found: { seen: RosterSeen; person: RosterPerson | null } | null,
      document = card,
      denied: boolean | null = false,
      beside: string | null = null,
    ) =>
      new Identifier({
        ask: () => Promise.reject(new Error('offline')),
        uploadKey: () => uploadKey,
        roster: async (number) => (number === document.number ? found : null),
        denied: () => denied,
      }).verify(document, noon, beside);

    it('is proved by the site’s own roster, as old as that is', async () => {
      const { verification, roster } = await offline({ seen, person });
      expect(verification).to.include({ proof: 'proved', statedAt: at });
      expect(verification.status).to.deep.equal(healthy.status);
      expect(verification.person).to.deep.equal({ maskedName: '张*三', passId: null });
      expect(roster).to.deep.equal(seen);
    });

    it('is the guard’s where the roster does not know it, or its person not for today', async () => {
      for (const found of [null, { seen: { standing: 'closed', at } as const, person: null }])
        expect((await offline(found)).verification).to.include({ proof: 'unconfirmed', status: null });
    });

    it('is the guard’s where a pass of its person was withdrawn since', async () => {
      expect((await offline({ seen, person }, card, true)).verification.proof).to.equal('unconfirmed');
      expect((await offline({ seen, person }, card, null)).verification.proof).to.equal('proved');
    });

    it('is over on the day after its last', async () => {
      const over = { ...card, validUntil: 20200101 };
      expect((await offline({ seen, person }, over)).verification.proof).to.equal('document-over');
    });

    it('is of the person of a pass that the roster knows beside it, of another cannot be told', async () => {
      expect((await offline({ seen, person }, card, false, passes[0]!)).beside).to.equal(true);
      expect((await offline({ seen, person }, card, false, 'ffffffffffffffff')).beside).to.equal(null);
    });
  });

  it('is not waited for longer than the budget', async () => {
    let late: (() => void) | undefined;
    let budget = 0;
    const found = verify(
      () => new Promise<IdentifyAnswer>(() => undefined),
      card,
      (ms, call) => {
        budget = ms;
        late = call;
        return () => undefined;
      },
    );
    late!();
    expect((await found).verification.proof).to.equal('unconfirmed');
    expect(budget).to.equal(300);
  });

  it('is told from a code of the city’s service, of which the service says all', async () => {
    const verifyCode = (ask: (question: IdentifyRequest) => Promise<IdentifyAnswer>) =>
      new Identifier({ ask, uploadKey: () => uploadKey }).verifyCode('CITY:abc');
    const proofOf = async (change: Partial<Identified>) =>
      (await verifyCode(stating(change))).verification.proof;
    expect((await verifyCode(stating({}))).verification).to.deep.include({
      proof: 'proved',
      kind: 'health-code',
      status: healthy.status,
    });
    expect(await proofOf({ person: null, fault: 'forged' })).to.equal('forged');
    expect(await proofOf({ person: null, fault: 'expired' })).to.equal('expired');
    const away = await verifyCode(() => Promise.reject(new Error('offline')));
    expect(away.verification).to.include({ proof: 'unconfirmed', person: null });
  });

  it('that has ended proves nothing, whoever it is', async () => {
    expect((await verify(stating({}), { ...card, validUntil: 20260519 })).verification.proof).to.equal(
      'document-over',
    );
    expect((await verify(stating({}), { ...card, validUntil: 20990101 })).verification.proof).to.equal(
      'proved',
    );
  });

  it('is never proved by a statement that was changed', async () => {
    const chance = seeded(300);
    const text = JSON.stringify({ nonce: '0'.repeat(16), kind: 'id-card', at: noon, person: healthy });
    for (let round = 0; round < 4000; round++) {
      const read = readIdentified(mutatedText(text, '0123456789abcdef"{}[]:,nultre-. ', chance));
      if (read?.person) expect(['unknown', 'green', 'yellow', 'red']).to.include(read.person.status.colour);
    }
    for (const wrong of [
      '',
      '[]',
      '0',
      '{"nonce":1}',
      text.replace('"green"', '"blue"'),
      text.replace('张*三', '很长很长很长很长的名字'),
    ])
      expect(readIdentified(wrong), wrong).to.equal(null);
  });
});
