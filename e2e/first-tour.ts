import type { Page } from 'playwright-core';
import { expectAccessible } from './accessibility.ts';
import type { Visitor } from './browser.ts';
import { photographPath } from './photograph.ts';
import { expectThat } from './report.ts';
import { undeclaredStorage } from './stored-names.ts';
import type { Report } from './report.ts';

const prompt = 'A lighthouse at dusk';
const modelFetchMs = 120_000;
const jobMs = 90_000;

/** From the first visit to the trash and back: what a newcomer does in the first minutes. */
export async function firstTour(
  visitor: Visitor,
  report: Report,
  options: { name: string; url: string; isFirstAccount: boolean },
): Promise<void> {
  const { page } = visitor;
  const at = (path: string) => `${options.url}${path}`;
  const email = `${options.name}@example.org`;

  await report.step('a visitor is asked to sign up, on a page anyone can use', async () => {
    await page.goto(options.url);
    if (!options.isFirstAccount) await page.goto(at('/sign-up'));
    await page.getByLabel('Your name').waitFor();
    await report.picture('01-sign-up');
    await expectAccessible(page);
  });

  await report.step('signing up leads straight to Create, with something to do', async () => {
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('What shall we make, Ada?').waitFor();
    await page.getByText('Or start from a photograph').waitFor();
    await report.picture('02-create');
    await expectAccessible(page);
  });

  await report.step('two clicks make four pictures, with the price on the button', async () => {
    await page
      .getByText(/lighthouse at dusk/i)
      .first()
      .click();
    const generate = page.getByRole('button', { name: /^Generate/ });
    await generate.getByText('4', { exact: true }).first().waitFor();
    await generate.click();
    await page.getByText('Running').first().waitFor();
    await report.picture('03-running');
  });

  await report.step('a reload in the middle loses nothing', async () => {
    await page.reload();
    await page.getByRole('button', { name: /^Result 4 of 4/ }).waitFor({ timeout: jobMs });
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('main img')].filter(
          (image) => image instanceof HTMLImageElement && image.naturalWidth > 100,
        ).length >= 4,
    );
    await report.picture('04-results');
    await expectAccessible(page);
  });

  await report.step('every result says that it is a demo', async () => {
    expectThat((await page.getByText('Demo', { exact: true }).count()) >= 4, 'each of the four carries the mark');
  });

  await report.step('the library has the results and the samples, and finds by words', async () => {
    await page.getByRole('link', { name: 'Library' }).first().click();
    await page
      .getByRole('link', { name: /^Open A lighthouse/i })
      .first()
      .waitFor();
    expectThat((await page.locator('[data-asset]').count()) >= 10, 'four results and six samples are there');
    await report.picture('05-library');
    await expectAccessible(page);
    await page.getByRole('searchbox', { name: 'Search by name or prompt' }).fill('lighthouse');
    await page.waitForFunction(() => document.querySelectorAll('[data-asset]').length === 4);
    await page.getByRole('searchbox', { name: 'Search by name or prompt' }).fill('');
  });

  await report.step('a photo is uploaded and shows up', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Upload' }).first().click();
    await (
      await chooser
    ).setFiles({ name: 'blossom.jpg', mimeType: 'image/jpeg', buffer: await freshPhotograph(options.name) });
    await page.getByRole('link', { name: 'Open blossom.jpg' }).waitFor({ timeout: 30_000 });
    await report.picture('06-uploaded');
  });

  await report.step('a tool runs on the photo on this machine', async () => {
    await page.getByRole('link', { name: 'Open blossom.jpg' }).click();
    await openDetails(page);
    await page.getByRole('button', { name: 'Use as input' }).click();
    await report.picture('07-tools');
    await page.getByRole('menuitem', { name: 'Remove background' }).click();
    const fetchModel = page.getByRole('button', { name: /^Fetch the model/ });
    const run = page.getByRole('button', { name: /^Remove background/ }).last();
    await fetchModel.or(run).first().waitFor();
    if (await fetchModel.isVisible()) {
      await report.picture('08-fetch-model');
      await expectAccessible(page);
      await fetchModel.click();
      await fetchModel.waitFor({ state: 'detached', timeout: modelFetchMs });
      await page.getByText('Fetching the model').waitFor({ state: 'detached', timeout: modelFetchMs });
    }
    await run.click();
    await page.getByRole('button', { name: /^Result 1 of 1: Remove background/ }).waitFor({ timeout: jobMs });
    await page.goto(at('/library'));
    await page.getByRole('link', { name: 'Open Remove background' }).waitFor({ timeout: jobMs });
    await report.picture('09-tool-result');
  });

  await report.step('the result knows what it was made from and by which model', async () => {
    await page.getByRole('link', { name: 'Open Remove background' }).click();
    await openDetails(page);
    const details = page.getByLabel('Details', { exact: true }).last();
    await details.getByText('Made from').waitFor();
    await details.getByText('Background remover').first().waitFor();
    await report.picture('10-lineage');
    await expectAccessible(page);
  });

  await report.step('moving to the trash can be undone, and restored later', async () => {
    await page.goto(at('/library'));
    await page.getByRole('link', { name: 'Open Remove background' }).click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    const restored = page.waitForResponse((response) => response.url().endsWith('/api/assets/restore'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await restored;
    await page.goto(at('/library'));
    await page.getByRole('link', { name: 'Open Remove background' }).click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.goto(at('/library'));
    await page.locator('[data-asset]').first().waitFor();
    expectThat((await page.getByRole('link', { name: 'Open Remove background' }).count()) === 0, 'it left the library');
    await page.getByRole('button', { name: 'Trash', exact: true }).click();
    await page.getByRole('link', { name: 'Open Remove background' }).click();
    await report.picture('11-trash');
    const restoredAgain = page.waitForResponse((response) => response.url().endsWith('/api/assets/restore'));
    await page.getByRole('button', { name: 'Restore' }).click();
    await restoredAgain;
    await page.goto(at('/library'));
    await page.getByRole('link', { name: 'Open Remove background' }).waitFor();
  });

  await report.step('the statement links each charge to its job', async () => {
    await page.goto(at('/credits'));
    await page.getByText('Image from words').first().waitFor();
    await report.picture('12-credits');
    await expectAccessible(page);
    await page
      .getByRole('link', { name: /Image from words/ })
      .first()
      .click();
    await page.getByText(prompt).first().waitFor();
    await report.picture('13-job');
  });

  await report.step('settings list this session among the sign-ins', async () => {
    await page.goto(at('/settings'));
    await page
      .getByText(/on (Linux|macOS|Windows)/)
      .first()
      .waitFor();
    await report.picture('14-settings');
    await expectAccessible(page);
  });

  await report.step('the palette and the shortcuts answer the keyboard', async () => {
    await page.goto(options.url);
    await page
      .getByRole('button', { name: /^Result 1 of/ })
      .first()
      .waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('What would you like to do?').fill('library');
    await report.picture('15-palette');
    await page.keyboard.press('Enter');
    await page.locator('[data-asset]').first().waitFor();
    await page.keyboard.press('?');
    await page.getByText('Keyboard shortcuts').first().waitFor();
    await report.picture('16-shortcuts');
    await page.keyboard.press('Escape');
  });

  if (options.isFirstAccount) {
    await report.step('the operator reads the confirmation mail in the outbox', async () => {
      await page.goto(at('/operator/outbox'));
      await page.getByText('Confirm your e-mail address').first().waitFor();
      await report.picture('17-outbox');
      await expectAccessible(page);
    });
  }

  await report.step('the browser keeps only what is declared', async () => {
    const undeclared = await undeclaredStorage(page);
    expectThat(undeclared.length === 0, `these are in contract/browser-storage.ts: ${undeclared.join(', ')}`);
    await page.evaluate(() => localStorage.setItem('planted', 'x'));
    expectThat((await undeclaredStorage(page)).length === 1, 'a planted key is found');
    await page.evaluate(() => localStorage.removeItem('planted'));
  });

  await report.step('nothing was asked of the outside, and the page reported no error', async () => {
    expectThat(
      visitor.outsideRequests.length === 0,
      `no request leaves the machine: ${visitor.outsideRequests.slice(0, 3).join(', ')}`,
    );
    expectThat(visitor.errors.length === 0, `the console is quiet: ${visitor.errors.slice(0, 3).join(' | ')}`);
  });
}

/** On a narrow screen the details open on demand. */
async function openDetails(page: Page): Promise<void> {
  const toggle = page.getByRole('button', { name: 'Details', pressed: false });
  const input = page.getByRole('button', { name: 'Use as input' });
  await page.getByRole('button', { name: 'Details' }).waitFor();
  if (await toggle.isVisible()) await toggle.click();
  await input.waitFor();
}

/** The same photo with other bytes for each account, so that an upload is an upload. */
async function freshPhotograph(mark: string): Promise<Buffer> {
  const { readFile } = await import('node:fs/promises');
  return Buffer.concat([await readFile(photographPath()), Buffer.from(mark)]);
}
