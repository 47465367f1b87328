/** Journeys in a real browser against the product as a user starts it, at two widths and in both themes. */
import { accountCare } from './account-care.ts';
import { openBrowser, openVisitor } from './browser.ts';
import type { Visitor } from './browser.ts';
import { firstTour } from './first-tour.ts';
import { Report } from './report.ts';
import { startStudio } from './studio.ts';

const screens = [
  { name: 'desktop', width: 1440, height: 900, dark: true, isFirstAccount: true },
  { name: 'phone', width: 390, height: 844, dark: false, isFirstAccount: false },
];

let passed = 0;
let failed = 0;
const studio = await startStudio();
const browser = await openBrowser();
try {
  const visitors: Visitor[] = [];
  for (const screen of screens) {
    const visitor = await openVisitor(browser, { url: studio.url, ...screen });
    visitors.push(visitor);
    await journey(new Report(screen.name, visitor.page), (report) =>
      firstTour(visitor, report, { ...screen, url: studio.url }),
    );
  }
  const [operator] = visitors;
  if (operator) {
    await journey(new Report('care', operator.page), (report) =>
      accountCare(operator, report, { browser, url: studio.url, forgetful: 'phone@example.org' }),
    );
  }
} finally {
  await browser.close();
  await studio.stop();
}
/** Runs one journey to its first failure; the others are still worth seeing. */
async function journey(report: Report, walk: (report: Report) => Promise<void>): Promise<void> {
  try {
    await walk(report);
  } catch {
    // The report has said what did not hold.
  } finally {
    passed += report.passed;
    failed += report.failed;
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
