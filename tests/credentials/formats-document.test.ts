import { expect } from '@open-wc/testing';
import {
  verifyBundle,
  verifyWord,
  type VerifiedBundle,
} from '../../src/credentials/signed/bundle-verifier.ts';
import { importIssuers, verifyShownPass } from '../../src/credentials/pass/health-pass-verifier.ts';
import { verifies, verifyingKey } from '../../src/credentials/bytes/p256.ts';
import { base64url, fromBase64url, fromHex } from '../../src/domain/bytes/bytes.ts';
import type { SignedBundle } from '../../src/domain/bundle/bundle.ts';
import { factNames } from '../../src/domain/policy/facts.ts';
import { decodeIssuedPass, decodeShownPass } from '../../src/domain/pass/health-pass.ts';
import { colours, testResults } from '../../src/domain/person/health-status.ts';
import { limitRanges, truthLimits } from '../../src/domain/policy/limits.ts';
import { faultInScan } from '../../src/domain/scan/scan.ts';
import { decodeSiteCode, siteCodeMessage } from '../../src/domain/site/site-code.ts';
import { standardPolicy } from '../../src/domain/policy/standard-policy.ts';
import { chainHeadMessage } from '../../src/domain/scan/scan-chain.ts';
import { unpackScan } from '../../src/domain/scan/sealed-record.ts';
import { second } from '../support/district.ts';
import { IngestKey, openBox } from '../support/ingest-key.ts';
import { exampleFields, exampleShownAt, workedExample } from '../support/samples/worked-example.ts';

/** The document's chapters by their title. */
let chapters: Map<string, string>;
/** The values of its example. */
let stated: Record<string, string>;
let whole: string;

/** The cells of one column of a chapter's first table, without their code marks. @param column from 0 */
function column(title: string, index: number): string[] {
  const rows = chapters
    .get(title)!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
  return rows.map((row) => row.split('|')[index + 1]!.trim().replaceAll('`', ''));
}

describe('docs/formats.md', () => {
  before(async () => {
    const response = await fetch('/docs/formats.md');
    expect(response.ok, 'the document is there').to.equal(true);
    whole = await response.text();
    const parts = whole.split(/^#{2,3} (.*)$/m);
    chapters = new Map();
    for (let i = 1; i < parts.length; i += 2) chapters.set(parts[i]!, parts[i + 1]!);
    stated = Object.fromEntries(
      [...whole.matchAll(/^([a-z]+(?:-[a-z]+)+) = (.*)$/gm)].map(([, name, value]) => [name!, value!]),
    );
  });

  it('holds the very example that the code makes', async () => {
    const made = await workedExample();
    for (const [name, value] of Object.entries(made)) expect(stated[name], name).to.equal(value);
    expect(Object.keys(stated).sort(), 'and nothing else').to.deep.equal(Object.keys(made).sort());
  });

  it('has an example that a sentry proves, in the window that it names', async () => {
    const { bundle, charter } = await exampleVerified();
    const context = {
      window: bundle.policy.showing,
      issuers: await importIssuers(charter.issuers),
      used: () => false,
    };
    const proofAt = async (now: number): Promise<string> =>
      (await verifyShownPass(stated['qr-text']!, { ...context, now })).proof;
    expect(await proofAt(exampleShownAt)).to.equal('proved');
    const from = Date.parse('2026-05-20T03:59:35Z');
    const to = Date.parse('2026-05-20T04:01:35Z');
    expect(await Promise.all([from, to].map(proofAt))).to.deep.equal(['proved', 'proved']);
    expect(await Promise.all([from - second, to + second].map(proofAt))).to.deep.equal(['ahead', 'stale']);
  });

  it('has an example whose parts are what it says they are', () => {
    const { fields, pass, showing } = decodeShownPass(stated['qr-text']!);
    expect(fields).to.deep.equal(exampleFields);
    expect(showing.at).to.equal(exampleShownAt);
    const bytes = fromHex(stated['pass-body']! + stated['issuer-signature']!);
    expect(base64url(bytes)).to.equal(stated['issued-pass']);
    expect(decodeIssuedPass(bytes).pass).to.deep.equal(pass);
  });

  it('shows the example’s bytes in its tables', () => {
    expect(column('Body', 2).join('')).to.equal(stated['pass-body']);
    expect(column('Showing', 2).slice(0, 3).join('')).to.equal(stated['showing-head']);
    expect(column('Site code', 2).slice(0, 4).join('')).to.equal(stated['site-code-body']);
  });

  it('counts the lengths in its tables right', () => {
    const lengths = (title: string): number[] =>
      column(title, 1).map((length) => (length === 'n' ? 7 : length === 'm' ? 0 : Number(length)));
    const sum = (numbers: number[]): number => numbers.reduce((total, length) => total + length, 0);
    expect(sum(lengths('Body'))).to.equal(stated['pass-body']!.length / 2);
    expect(sum(lengths('Site code'))).to.equal(76);
    expect(sum(lengths('Body')) + 64 + sum(lengths('Showing')), 'bytes of a QR text').to.equal(193);
    for (const title of ['Body', 'Showing', 'Site code']) {
      const starts = column(title, 0).map((at) => Number(at.replace('+n', '').replace('+m', '')));
      lengths(title).forEach((length, index) => {
        const next = starts[index + 1];
        const variable = ['n', 'm'].includes(column(title, 1)[index]!);
        if (next !== undefined && !variable) expect(starts[index]! + length, title).to.equal(next);
      });
    }
  });

  it('has a site code whose signature holds', async () => {
    const code = decodeSiteCode(new URL(stated['site-code-address']!).hash.slice(1));
    const key = await verifyingKey(fromHex(stated['site-code-point']!));
    const good = await verifies(key, new Uint8Array(code.signature), siteCodeMessage(code.body));
    expect(good).to.equal(true);
  });

  it('has a word that the charter’s key signed', async () => {
    const { bundle, charter } = await exampleVerified();
    const signed = { body: stated['word-body']!, key: 6, signature: stated['word-signature']! };
    const word = await verifyWord(signed, charter);
    expect(word?.bundleVersion).to.equal(bundle.version);
  });

  it('names every limit with its range', () => {
    const names = [...Object.keys(limitRanges), ...truthLimits];
    expect(column('Limits', 0)).to.deep.equal(names);
    const ranges = Object.values(limitRanges);
    expect(column('Limits', 1).slice(0, -2).map(Number)).to.deep.equal(ranges.map(({ min }) => min));
    expect(column('Limits', 2).slice(0, -2).map(Number)).to.deep.equal(ranges.map(({ max }) => max));
  });

  it('has a scan record without a fault, whose showing is that of the example', () => {
    const scan = JSON.parse(stated['scan-record']!) as Record<string, unknown>;
    expect(faultInScan(scan)).to.equal(null);
    expect(scan['showing']).to.equal(
      base64url(fromHex(stated['showing-head']! + stated['holder-signature']!)),
    );
    const fields = column('Scan record', 0).flatMap((cell) => cell.split(', '));
    const optional = ['direction', 'document', 'group', 'measurement'];
    expect(fields.sort()).to.deep.equal([...Object.keys(scan), ...optional].sort());
  });

  it('has a sealed record that the server’s key opens, and a head that the device’s key signed', async () => {
    const server = new IngestKey(fromHex(stated['ingest-private-key']!));
    expect(server.stepKey(stated['session-name']!, 0)).to.equal(stated['first-step-key']);
    expect(server.stepKey(stated['session-name']!, 1)).to.equal(stated['second-step-key']);
    expect(await openBox(stated['sealed-box']!, stated['box-key']!)).to.equal(stated['packed-scan']);
    const scan = JSON.parse(stated['scan-record']!) as { seq: number };
    expect(unpackScan(stated['packed-scan']!, scan.seq)).to.deep.equal(scan);
    const key = await verifyingKey(fromHex(stated['device-point']!));
    const message = chainHeadMessage(stated['chain-id']!, 1, stated['chain-link']!);
    expect(await verifies(key, fromBase64url(stated['head-signature']!), message)).to.equal(true);
  });

  it('names every fact, every proof and every number that stands for a word', () => {
    expect(column('Facts', 0)).to.deep.equal([...factNames]);
    const listed = (words: readonly string[]): string =>
      words.map((word, number) => `${number} \`${word}\``).join(', ');
    expect(whole).to.contain(`Colours: ${listed(colours)}.`);
    expect(whole).to.contain(`Results: ${listed(testResults)}.`);
    const proofs = column('What a sentry proves', 0);
    const ruled = standardPolicy(1).rules.flatMap(({ id }) => (id.startsWith('proof.') ? [id.slice(6)] : []));
    expect(proofs).to.deep.equal([...ruled, 'proved']);
  });

  it('lists the standard policy as it is', () => {
    const rows = [0, 2, 3].map((index) => column('The standard policy', index));
    const listed = rows[0]!.map((id, row) => [id, rows[1]![row], rows[2]![row] || 'attend']);
    expect(listed).to.deep.equal(
      standardPolicy(1).rules.map(({ id, severity, whenUnknown }) => [id, severity, whenUnknown]),
    );
  });
});

/** The example's charter and bundle, as a device with the example's root verifies them. */
function exampleVerified(): Promise<VerifiedBundle> {
  const signed: SignedBundle = {
    charter: { body: stated['charter-body']!, root: 1, signature: stated['charter-signature']! },
    body: stated['bundle-body']!,
    signatures: [
      { official: 1, signature: stated['first-bundle-signature']! },
      { official: 2, signature: stated['second-bundle-signature']! },
    ],
  };
  const root = { id: 1, point: base64url(fromHex(stated['root-point']!)) };
  return verifyBundle(signed, root, { charter: 0, bundle: 0 }, exampleShownAt);
}
