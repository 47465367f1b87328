import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Throws with every violation of WCAG 2.2 A and AA that axe finds on the page as it is. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  );
  if (results.violations.length === 0) return;
  const lines = results.violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 4)
      .map(
        (node) =>
          `${id}: ${help}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary?.replaceAll('\n', ' ').slice(0, 300)}`,
      ),
  );
  throw new Error(`axe found ${results.violations.length} kinds of violation\n  ${lines.join('\n  ')}`);
}
