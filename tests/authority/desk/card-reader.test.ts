import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/authority/desk/desk-page.ts';
import type { DeskPage } from '../../../src/authority/desk/desk-page.ts';
import { IdReaderEmulator } from '../../../src/serial/drivers/id-card/emulator.ts';
import { TravelDocumentEmulator } from '../../../src/serial/drivers/travel-document/emulator.ts';
import { FakePorts } from '../../../src/serial/ports/emulated/fake-ports.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { cardReaderTexts } from '../../../src/ui/texts/authority/desk/card-reader.ts';
import { deskTexts } from '../../../src/ui/texts/authority/desk/desk.ts';
import { cardText } from '../../support/samples/sample-cards.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { shownText } from '../find-deep.ts';

/** What stands in the fields of a page. */
function valuesIn(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element instanceof HTMLInputElement ? [element.value] : []),
    ...(element.shadowRoot ? valuesIn(element.shadowRoot) : []),
  ]);
}

/** The specimen of ICAO 9303, part 4. */
const passport = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
];

describe('an ID card at the desk', () => {
  let asked: [path: string, body: { idNumber?: string }][];
  let known: boolean;
  let reader: IdReaderEmulator;
  let ports: FakePorts;
  before(() => setLanguage('en'));
  beforeEach(() => {
    asked = [];
    known = true;
    reader = new IdReaderEmulator();
    ports = new FakePorts();
  });

  const client = new ApiClient({
    fetch: async (input, init) => {
      const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
      if (path === 'desk/find') asked.push([path, JSON.parse(String(init?.body)) as { idNumber: string }]);
      const person = known && {
        record: 'r00000000000001',
        handle: 'h1',
        maskedName: '张*',
        papers: 0,
        hasAccount: false,
        guardians: [],
        isMinor: false,
        consented: false,
      };
      const body =
        path === 'desk/find' ? { person: person || null, left: 99, now: 0 } : { code: 'server', message: '' };
      return new Response(JSON.stringify(body), { status: path === 'desk/find' ? 200 : 500 });
    },
  });

  async function opened(source: FakePorts | null = ports): Promise<DeskPage> {
    return fixture<DeskPage>(html`<sc-desk-page .client=${client} .ports=${source}></sc-desk-page>`);
  }
  const says = (page: DeskPage, text: string) =>
    waitUntil(() => shownText(page).includes(text), `it says ${text}: ${shownText(page)}`);

  it('is looked for when it is laid on the reader', async () => {
    const page = await opened();
    await says(page, cardReaderTexts.en.missing);
    ports.plug(reader);
    await says(page, cardReaderTexts.en.ready);
    reader.lay(cardText('citizen'));
    await says(page, '张*');
    expect(asked).to.deep.equal([['desk/find', { idNumber: '000000199001010018' }]]);
  });

  it('fills in who is to be registered', async () => {
    known = false;
    const page = await opened();
    ports.plug(reader);
    await says(page, cardReaderTexts.en.ready);
    reader.lay(cardText('citizen'), '样例市九号路9号');
    await says(page, deskTexts.en.registerHeading);
    const values = () => valuesIn(page.shadowRoot!);
    await waitUntil(() => values().includes('张三'), `the name is there: ${values().join()}`);
    expect(values()).to.include.members(['000000199001010018', '样例市九号路9号']);
  });

  it('of a foreigner, as made from 2017, is looked for with the day of birth that is on it', async () => {
    const page = await opened();
    ports.plug(reader);
    await says(page, cardReaderTexts.en.ready);
    reader.lay(cardText('I'));
    await says(page, '张*');
    expect(asked).to.deep.equal([['desk/find', { idNumber: 'UTO000000000001', birth: 19740812 }]]);
  });

  it('that is a travel document is looked for, and fills in who is to be registered', async () => {
    known = false;
    const page = await opened();
    const travel = new TravelDocumentEmulator();
    ports.plug(travel);
    // Such a reader says nothing by itself: it is known by its first lines.
    await waitUntil(() => {
      travel.show(passport);
      return asked.length > 0;
    }, 'the document is read');
    expect(asked[0]).to.deep.equal(['desk/find', { idNumber: 'UTO.L898902C3', birth: 19740812 }]);
    await says(page, deskTexts.en.registerHeading);
    const values = () => valuesIn(page.shadowRoot!);
    await waitUntil(() => values().includes('UTO.L898902C3'), `the number is there: ${values().join()}`);
    expect(values().join(' ')).to.match(/ANNA.*1974-08-12|1974-08-12.*ANNA/);
  });

  it('is typed where the browser has no ports', async () => {
    await says(await opened(null), cardReaderTexts.en.noPorts);
  });
});
