// The way of a member of staff into a real district, in their browser: invitation, password, second factor, sign-in, own sign-ins.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { fromBase32, totp } from '../../src/domain/access/totp.ts';
import { needBuilt } from '../../tools/testing/built.ts';
import { browserArguments, headlessExecutable } from '../../tools/machine/browser.mjs';
import { places } from '../../tools/places.ts';
import { TestDistrict } from '../server/support/district.ts';
import { fixturePassword } from '../server/support/fixtures.ts';
import { waitUntil } from '../support/wait-until.ts';
import { look } from './pages/look.ts';
import { signIn } from './pages/stage.ts';

const email = 'new.one@test.example';
const password = 'vier lange Worte hier';
const nobodys = 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA';

describe('a member of staff', { concurrency: 1 }, () => {
  let district: TestDistrict;
  let browser: Browser;
  let administrator: Page;
  let invited: Page;
  let invitation = '';
  /** Of the invited person's authenticator app and paper. */
  let secret = '';
  let recovery: string[] = [];

  before(async () => {
    await needBuilt(['server', 'app']);
    district = await TestDistrict.open({
      publicFolder: places.publicFiles,
      env: { SITECODE_SECOND_FACTOR: '' },
    });
    browser = await chromium.launch({
      executablePath: await headlessExecutable(),
      headless: true,
      args: browserArguments(),
    });
    [administrator, invited] = [await open(), await open()];
  });
  after(async () => {
    await browser?.close();
    await district?.close();
  });

  /** A page in a browser of somebody's own, in Chinese. */
  async function open(path = 'authority/'): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
      serviceWorkers: 'block',
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
    await page.goto(new URL(path, `${district.server.url}/`).href);
    return page;
  }
  const sound = async (page: Page, what: string): Promise<void> => {
    const faults = await look(page);
    assert.deepEqual(faults, [], what);
  };
  const codeNow = () => totp(fromBase32(secret), Date.now());
  /** As if the code that was used last had been of long ago. */
  const later = () => district.sql('update staff_factors set used_step = 0');
  const typeCode = async (page: Page, code: string): Promise<void> => {
    const field = page.locator('input[name=code]');
    await field.fill(code);
    await field.press('Enter');
  };
  const join = async (page: Page, code: string, first: string, again = first): Promise<void> => {
    const form = page.locator('sc-join-page sc-form');
    await form.locator('input[name=code]').fill(code);
    await form.locator('input[name=password]').fill(first);
    await form.locator('input[name=again]').fill(again);
    await form.locator('button[type=submit]').click();
  };
  const isIn = (page: Page) => page.locator('sc-board-page').waitFor();
  const signOut = async (page: Page): Promise<void> => {
    await page.locator('sc-authority-header > header > sc-tray > button').click();
    await page.locator('button[name=sign-out]').click();
    await page.locator('sc-sign-in-form').waitFor();
  };

  /** Goes through the page that sets a second factor up. @returns the secret and the recovery codes, as they are read there */
  async function secure(page: Page, looks: boolean): Promise<{ secret: string; recovery: string[] }> {
    await page.locator('sc-factor-setup button[name=begin]').waitFor();
    assert.equal(await page.locator('sc-authority-nav a').count(), 0, 'nothing else is offered');
    if (looks) await sound(page, 'before it is begun');
    await page.locator('sc-factor-setup button[name=begin]').click();
    const text = await page.locator('sc-factor-setup p code').innerText();
    const read = text.replaceAll('-', '');
    if (looks) await sound(page, 'the secret');
    await typeCode(page, '12345');
    await page.getByText('请输入 6 位代码，或 10 个字符的恢复码。').waitFor();
    const good = totp(fromBase32(read), Date.now());
    const bad = String((Number(good) + 500_000) % 1_000_000).padStart(6, '0');
    await typeCode(page, bad);
    await page.getByText('代码不正确、已使用或已过期。').first().waitFor();
    await typeCode(page, totp(fromBase32(read), Date.now()));
    await page.locator('sc-factor-setup button[name=kept]').waitFor();
    const codes = await page.locator('sc-factor-setup li code').allInnerTexts();
    assert.equal(new Set(codes).size, 10);
    if (looks) await sound(page, 'the recovery codes');
    await page.locator('sc-factor-setup button[name=kept]').click();
    await isIn(page);
    return { secret: read, recovery: codes };
  }

  it('without a second factor sets one up before anything else', async () => {
    await signIn(administrator, { email: 'administrator@test.example', password: fixturePassword });
    await secure(administrator, true);
  });

  it('is invited by an administrator, who sees the invitation once', async () => {
    await administrator.evaluate("location.hash = '#accounts?view=add'");
    await administrator.locator('sc-accounts-page input[name=email]').fill(email);
    await administrator.locator('sc-accounts-page input[name=name]').fill('阿卜杜热合曼·买买提明');
    await administrator.locator('sc-accounts-page input[name=number]').fill('n-17');
    await administrator.locator('sc-accounts-page input[value=support]').check();
    await administrator.locator('sc-accounts-page sc-form button[type=submit]').click();
    const shown = administrator.locator('sc-account-invitation code');
    invitation = await shown.innerText();
    assert.match(invitation, /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/);
    await sound(administrator, 'the invitation');
    await administrator.locator('sc-account-invitation button[name=done]').click();
    await shown.waitFor({ state: 'detached' });
  });

  it('sets a password with the invitation, is told what is wrong with either, and is signed in', async () => {
    await invited.goto(`${district.server.url}/authority/#join`);
    await join(invited, 'ABC', password);
    await invited.getByText('邀请码共 25 个字符，分为五组。请核对。').waitFor();
    await join(invited, invitation, password, 'another one altogether');
    await invited.getByText('两次').first().waitFor();
    await join(invited, nobodys, password);
    await invited.getByText('邀请码有误、已使用或已过期。').first().waitFor();
    await sound(invited, 'a wrong invitation');
    await join(invited, invitation, 'password1234');
    await invited.locator('sc-join-page [aria-invalid=true][name=password]').waitFor();
    await join(invited, invitation.toLowerCase(), password);
    ({ secret, recovery } = await secure(invited, false));
  });

  it('finds the invitation used up', async () => {
    const other = await open('authority/#join');
    await join(other, invitation, password);
    await other.getByText('邀请码有误、已使用或已过期。').first().waitFor();
    await other.context().close();
  });

  it('is asked for a code at the next sign-in; a wrong one and one that was used are refused', async () => {
    await signOut(invited);
    await signIn(invited, { email, password });
    await invited.locator('sc-code-form input[name=code]').waitFor();
    await sound(invited, 'the code');
    const isWrong = () => invited.getByText('代码不正确、已使用或已过期。').first().waitFor();
    await typeCode(invited, String((Number(codeNow()) + 500_000) % 1_000_000).padStart(6, '0'));
    await isWrong();
    await sound(invited, 'the wrong code');
    await later();
    const used = codeNow();
    await typeCode(invited, used);
    await isIn(invited);
    await signOut(invited);
    await signIn(invited, { email, password });
    await typeCode(invited, used);
    await isWrong();
    assert.equal(await invited.locator('sc-board-page').count(), 0);
  });

  it('comes in with a recovery code, once, in whatever letters', async () => {
    await typeCode(invited, recovery[0]!.toLowerCase());
    await isIn(invited);
    await signOut(invited);
    await signIn(invited, { email, password });
    await typeCode(invited, recovery[0]!);
    await invited.getByText('代码不正确、已使用或已过期。').first().waitFor();
    await typeCode(invited, recovery[1]!);
    await isIn(invited);
  });

  it('sees their sign-ins, and ends another, which comes to the sign-in page', async () => {
    const other = await open();
    await signIn(other, { email, password });
    await typeCode(other, recovery[2]!);
    await isIn(other);
    await invited.evaluate("location.hash = '#account'");
    const ends = invited.locator('sc-own-account-page button[name=end]');
    await ends.first().waitFor();
    await sound(invited, 'own sign-ins');
    await invited.getByText('剩余 7 个恢复码').waitFor();
    await invited.locator('sc-own-account-page button[name=end-others]').click();
    await ends.first().waitFor({ state: 'detached' });
    assert.equal(await invited.locator('sc-own-account-page li[data-id]').count(), 1, 'this one is left');
    await other.evaluate("location.hash = '#account'");
    await other.locator('sc-sign-in-form').waitFor();
    await other.context().close();
  });

  it('adds a passkey, signs in with it in the place of a code, and removes it', async () => {
    // A number of the network has no passkeys: here the machine itself has a name.
    const page = await open(`http://localhost:${district.port}/authority/`);
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signIn(page, { email, password });
    await typeCode(page, recovery[4]!);
    await isIn(page);
    await page.evaluate("location.hash = '#account'");
    const own = page.locator('sc-own-passkeys');
    await own.locator('input[name=name]').fill('值班室安全密钥');
    await own.locator('input[name=code]').fill(recovery[5]!);
    await own.locator('button[type=submit]').click();
    await own.locator('li').waitFor();
    // The recovery codes used before, and this one.
    await page.getByText('剩余 5 个恢复码').waitFor();
    await sound(page, 'the passkey');
    const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
    assert.equal(credentials.length, 1);
    await signOut(page);
    await signIn(page, { email, password });
    const use = page.locator('sc-code-form button[name=passkey]');
    await use.waitFor();
    await sound(page, 'asked for a passkey or a code');
    await use.click();
    await own.waitFor();
    await signOut(page);
    // A copy of the device has counted less than the device itself.
    await district.sql('update staff_passkeys set count = 1000');
    await signIn(page, { email, password });
    await use.click();
    await page.getByText('代码不正确、已使用或已过期。').first().waitFor();
    await district.sql('update staff_passkeys set count = 0');
    await use.click();
    await own.locator('button[name=remove]').click();
    await page.locator('button[name=yes]').click();
    await own.locator('li').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('signs out at the server too, and in the other tab; without a network the page says that it is not yet', async () => {
    const tab = await invited.context().newPage();
    await tab.goto(`${district.server.url}/authority/`);
    await isIn(tab);
    const token = (): Promise<string | null> => invited.evaluate("localStorage.getItem('sitecode.staff')");
    const first = (await token())!;
    await signOut(invited);
    await tab.locator('sc-sign-in-form').waitFor();
    await waitUntil(
      async () => (await district.get('staff/me', first)).code === 'sign-in',
      'the sign-in ends',
    );
    await tab.close();
    await signIn(invited, { email, password });
    await typeCode(invited, recovery[3]!);
    // The page that was open when they left.
    await invited.locator('sc-own-account-page').waitFor();
    const second = (await token())!;
    await invited.context().setOffline(true);
    await signOut(invited);
    const told = invited.getByText('已在本设备退出，但尚未连上服务器');
    await told.waitFor();
    await sound(invited, 'left without a network');
    assert.equal((await district.get('staff/me', second)).status, 200);
    await invited.context().setOffline(false);
    await told.waitFor({ state: 'detached' });
    assert.equal((await district.get('staff/me', second)).code, 'sign-in');
  });
});
