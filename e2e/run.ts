/** Journeys in a real browser against the product as a user starts it, at two widths and in both themes. */
import { openBrowser, openVisitor } from './browser.ts';
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
  for (const screen of screens) {
    const visitor = await openVisitor(browser, { url: studio.url, ...screen });
    const report = new Report(screen.name, visitor.page);
    try {
      await firstTour(visitor, report, { ...screen, url: studio.url });
    } catch {
      // The report has said what did not hold; the other screens are still worth seeing.
    } finally {
      passed += report.passed;
      failed += report.failed;
      await visitor.context.close();
    }
  }
} finally {
  await browser.close();
  await studio.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
