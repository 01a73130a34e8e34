import {
  bundleMessage,
  readBundle,
  signaturesNeeded,
  type Bundle,
  type OfficialSignature,
} from '../../domain/bundle/bundle.ts';
import { faultInBundle } from '../../domain/bundle/bundle-check.ts';
import { fromBase64url } from '../../domain/bytes/bytes.ts';
import { inForce, type Official } from '../../domain/bundle/charter.ts';
import type { DraftBasis, DraftRequest, PolicyDraft, SignAnswer } from '../../domain/api/policy-api.ts';
import { limitsForm, validDaysForm } from '../../domain/policy/forms/limit-forms.ts';
import { ruleForm, ruleValues } from '../../domain/policy/forms/rule-form.ts';
import { namesIn } from '../../domain/policy/names-in.ts';
import type { Rule } from '../../domain/policy/policy.ts';
import { readTrustList } from '../../domain/credential/trust-list.ts';
import { audit, auditHead } from '../audit/audit.ts';
import { currentBundle, storeBundle } from './bundle.ts';
import { charter } from './charter.ts';
import { demandForm } from '../http/form-body.ts';
import { Fault } from '../vm/fault.ts';
import { demandTwoPeople } from '../accounts/two-people.ts';
import { isSignedBy } from '../keys/signing.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/**
 * The way to a new bundle. The server only keeps the text and collects signatures: it has no official's key, so what it
 * publishes without two of them no device takes.
 */

const day = 86_400_000;

interface DraftRow {
  id: number;
  author: string;
  created: number;
  body: string;
  signatures: string;
}

/** The draft that waits for signatures; null when there is none. */
export function openDraft(app: App): PolicyDraft | null {
  const found = row<DraftRow>(
    app,
    ['id', 'author', 'created', 'body', 'signatures'],
    `select id, author, created, body, signatures from drafts where state = 'open'`,
  );
  if (!found) return null;
  const { version, issuedAt, expiresAt } = readBundle(found.body);
  const signatures = JSON.parse(found.signatures) as OfficialSignature[];
  return { ...found, version, issuedAt, expiresAt, signatures };
}

/** Throws Fault 'malformed' naming what is wrong with rules that bundles may carry, but no form should make. */
function checkRules(rules: readonly Rule[]): void {
  const ids = new Set<string>();
  if (rules.length === 0) throw new Fault('malformed', '"policy.rules" is empty: nobody could be admitted.');
  for (const [index, rule] of rules.entries()) {
    if (ids.has(rule.id)) throw new Fault('malformed', `"policy.rules.${index}.id" is there twice.`);
    ids.add(rule.id);
    demandForm(ruleForm(rule), ruleValues(rule), `policy.rules.${index}`);
    try {
      namesIn([rule.when ?? true, rule.logic]);
    } catch (error) {
      throw new Fault('malformed', `"policy.rules.${index}.logic": ${(error as Error).message}`);
    }
  }
}

/** The next bundle's text. @throws Fault 'malformed' naming the field at fault */
function nextBundle(app: App, asked: Partial<DraftRequest>, now: number): Bundle {
  const { validDays } = demandForm(validDaysForm, { validDays: asked.validDays });
  demandForm(limitsForm, asked.policy?.limits, 'policy.limits');
  const before = currentBundle(app);
  const version = before.version + 1;
  const bundle = {
    version,
    // Never before the one it follows, whatever this machine's clock says.
    issuedAt: Math.max(now, before.bundle.issuedAt + 1),
    expiresAt: now + validDays * day,
    policy: { ...asked.policy, version },
    trust: asked.trust,
  } as Bundle;
  const fault = faultInBundle(bundle);
  if (fault) throw new Fault('malformed', `The draft is not whole: "${fault}" is missing or out of range.`);
  checkRules(bundle.policy.rules);
  for (const [index, { validFrom, validTo }] of bundle.policy.overrides.entries()) {
    if (validFrom !== null && validTo !== null && validTo <= validFrom) {
      throw new Fault('malformed', `"policy.overrides.${index}.validTo" is not after its beginning.`);
    }
  }
  const head = auditHead(app);
  return { ...bundle, trust: readTrustList(bundle.trust), ...(head && { audit: head }) };
}

/** So that of two officials at work at one time neither undoes in silence what the other did. */
function demandBasis(app: App, { version, draft }: Partial<DraftBasis>): void {
  if (version === currentBundle(app).version && draft === (openDraft(app)?.id ?? null)) return;
  throw new Fault('overtaken', 'The draft or the policy in force was changed meanwhile: look at it first.');
}

/** Keeps a draft in place of the open one. @param actor for the audit log */
export function makeDraft(
  app: App,
  asked: Partial<DraftRequest>,
  author: string,
  actor: string,
): PolicyDraft {
  const now = Date.now();
  return transact(app, (inside) => {
    if (asked.basis) demandBasis(inside, asked.basis);
    const body = JSON.stringify(nextBundle(inside, asked, now));
    run(inside, `update drafts set state = 'withdrawn' where state = 'open'`);
    run(
      inside,
      `insert into drafts (author, created, state, body, signatures)
       values ({:author}, {:now}, 'open', {:body}, '[]')`,
      { author, now, body },
    );
    const draft = openDraft(inside)!;
    audit(inside, { actor, action: 'policy.draft', subject: `draft:${draft.id} bundle:${draft.version}` });
    return draft;
  });
}

function demandOpen(app: App, id: number): PolicyDraft {
  const draft = openDraft(app);
  if (!draft || draft.id !== id) {
    throw new Fault('not-found', 'This draft is no longer open: another took its place, or it is published.');
  }
  return draft;
}

/** Ends a draft. */
export function withdrawDraft(app: App, id: number, actor: string): void {
  transact(app, (inside) => {
    const draft = demandOpen(inside, id);
    run(inside, `update drafts set state = 'withdrawn' where id = {:id}`, { id: draft.id });
    audit(inside, { actor, action: 'policy.withdraw', subject: `draft:${draft.id}` });
  });
}

/** The official, when the charter names one by this number who may sign now. */
function officialOf(id: number, issuedAt: number): Official {
  const official = charter().charter.officials.find((each) => each.id === id);
  if (!official || !inForce(official, issuedAt) || !inForce(official, Date.now())) {
    throw new Fault('not-allowed', 'The charter names no such official, or not for this time.');
  }
  return official;
}

function bytesOf(text: string): Uint8Array {
  try {
    return fromBase64url(text);
  } catch {
    return new Uint8Array();
  }
}

/**
 * Takes one official's signature; with the second the bundle is published.
 * @param account who hands it in: the member of staff whom the charter binds the key to, and nobody else
 */
export function signDraft(
  app: App,
  id: number,
  { official: by, signature }: OfficialSignature,
  account: string,
): SignAnswer {
  const actor = `staff:${account}`;
  return transact(app, (inside) => {
    const draft = demandOpen(inside, id);
    if (draft.version <= currentBundle(inside).version) {
      throw new Fault('not-allowed', 'A newer policy was published meanwhile: make the draft anew.');
    }
    const official = officialOf(by, draft.issuedAt);
    if (!isSignedBy(bytesOf(official.point), bytesOf(signature), bundleMessage(draft.body))) {
      throw new Fault('key', 'This is not that official’s signature over the text of this draft.');
    }
    if (official.account !== account) {
      throw new Fault(
        'not-allowed',
        official.account === undefined
          ? 'This key is bound to no account: have the root bind it to yours.'
          : 'This key is bound to another account: its own official must hand the signature in.',
      );
    }
    const { officials } = charter().charter;
    const accountOf = (signed: OfficialSignature) =>
      officials.find((each) => each.id === signed.official)?.account;
    const point = (signed: OfficialSignature) => officials.find((each) => each.id === signed.official)?.point;
    // One key under two numbers is still one official, and so is one account with two keys.
    const isSame = (signed: OfficialSignature) =>
      signed.official === by || point(signed) === official.point || accountOf(signed) === account;
    if (draft.signatures.some(isSame)) {
      throw new Fault('not-allowed', 'You have signed this already: a second official must sign.');
    }
    for (const signed of draft.signatures)
      demandTwoPeople(inside, accountOf(signed) ?? '', account, `draft:${draft.id}`);
    const signatures = [...draft.signatures, { official: by, signature }];
    audit(inside, { actor, action: 'policy.sign', subject: `draft:${draft.id} official:${by}` });
    const believed = signatures.filter(({ official }) =>
      officials.some((each) => each.id === official && inForce(each, draft.issuedAt)),
    );
    const published = believed.length >= signaturesNeeded;
    run(inside, `update drafts set signatures = {:signatures}, state = {:state} where id = {:id}`, {
      id: draft.id,
      signatures: JSON.stringify(signatures),
      state: published ? 'published' : 'open',
    });
    if (published) {
      storeBundle(inside, { charter: charter().signed, body: draft.body, signatures: believed }, actor);
    }
    return { published: published ? draft.version : null, signatures };
  });
}
