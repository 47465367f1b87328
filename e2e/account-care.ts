import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { expectAccessible } from './accessibility.ts';
import { openVisitor } from './browser.ts';
import type { Visitor } from './browser.ts';
import { expectThat } from './report.ts';
import type { Report } from './report.ts';

const cli = join(import.meta.dirname, '../cli/bin.cjs');
const newPassword = 'a quite different sentence';

/** What an operator and a forgetful person do: a key for the command line, a mailed link, a new password. */
export async function accountCare(
  operator: Visitor,
  report: Report,
  options: { browser: Browser; url: string; forgetful: string },
): Promise<void> {
  const { page } = operator;
  let secret = '';

  await report.step('a key is made, shown once, and works on the command line', async () => {
    await page.goto(`${options.url}/settings`);
    await page.getByLabel('Name of the new key').fill('Build server');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Copy the key now').waitFor();
    await expectAccessible(page);
    await report.picture('18-key');
    secret = await readSecret(page);
    await dialog.getByRole('button', { name: 'Done' }).click();
    const folder = await mkdtemp(join(tmpdir(), 'atelier-e2e-cli-'));
    try {
      const run = (...args: string[]) =>
        promisify(execFile)(process.execPath, [cli, ...args], {
          cwd: folder,
          env: { ...process.env, ATELIER_URL: options.url, ATELIER_API_KEY: secret },
        });
      await run('generate', 'misty mountains at dawn', '--count', '1', '--yes', '--out', folder);
      const files = (await readdir(folder)).filter((name) => name.endsWith('.png'));
      expectThat(files.length === 1, `one picture is saved, not ${files.length}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  await report.step('a revoked key stops working at once', async () => {
    await page.reload();
    await page
      .getByRole('button', { name: /^Revoke/ })
      .first()
      .click();
    await page.getByText('no longer works').first().waitFor();
    const answer = await fetch(`${options.url}/api/me`, { headers: { authorization: `Bearer ${secret}` } });
    expectThat(answer.status === 401, `the key is refused with 401, not ${answer.status}`);
  });

  await report.step('a forgotten password is set anew by a mailed link, which works once', async () => {
    const visitor = await openVisitor(options.browser, { url: options.url, width: 1024, height: 800, dark: false });
    const forgetful = visitor.page;
    await forgetful.goto(`${options.url}/sign-in`);
    await forgetful.getByRole('link', { name: 'Forgot the password?' }).click();
    await forgetful.getByLabel('E-mail').fill(options.forgetful);
    await forgetful.getByRole('button', { name: 'Send the link' }).click();
    await forgetful.getByText('a link is on its way').waitFor();

    await page.goto(`${options.url}/operator/outbox`);
    await page.getByText('Set a new password').first().click();
    const link = await page
      .getByRole('link', { name: /\/reset-password#/ })
      .first()
      .getAttribute('href');
    expectThat(link !== null, 'the mail carries a link');
    await forgetful.goto(link ?? '');
    await forgetful.getByLabel('New password', { exact: true }).fill(newPassword);
    await forgetful.getByRole('button', { name: 'Save and sign in' }).click();
    await forgetful.getByRole('button', { name: 'Sign in' }).waitFor();
    await forgetful.getByLabel('E-mail').fill(options.forgetful);
    await forgetful.getByLabel('Password', { exact: true }).fill(newPassword);
    await forgetful.getByRole('button', { name: 'Sign in' }).click();
    await forgetful
      .getByRole('button', { name: /^Result 1 of/ })
      .first()
      .waitFor();
    await visitor.context.close();
  });

  await report.step('signing out leaves nothing to see', async () => {
    await page.goto(options.url);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.goto(`${options.url}/library`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expectThat(new URL(page.url()).pathname === '/sign-in', 'the library asks to sign in');
  });
}

/** The secret as it stands on the page, wherever the dialog puts it. */
async function readSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  const values = await dialog
    .locator('input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const text = [...values, await dialog.innerText()].join(' ');
  const secret = /atl_[0-9a-f]{16}_[\w-]{40}/.exec(text)?.[0];
  if (!secret) throw new Error('Expected that the dialog shows the key');
  return secret;
}
