import { describe, expect, it } from 'vitest';
import { checkDocuments } from './check-documents.ts';

const files = new Set([
  'README.md',
  'docs/guide.md',
  'docs/picture.png',
  'server/src/app.ts',
  'server/src/domains/jobs/README.md',
  'server/src/domains/jobs/start-job.ts',
]);
const scripts = new Set(['start', 'verify', 'bench:jobs']);

function lostIn(document: string, text: string): string[] {
  return checkDocuments({ documents: new Map([[document, text]]), files, scripts }).map(
    ({ cited, line }) => `${line} ${cited}`,
  );
}

describe('a document', () => {
  it('may cite files, folders, names, scripts, routes and the world', () => {
    const text = `[guide](docs/guide.md#top) ![picture](docs/picture.png) [site](https://example.org/a/b.md)
      \`server/src/app.ts\` \`server/src/\` \`start-job.ts\` \`npm start\` \`npm run bench:jobs\` \`npm ci\` \`GET /api/jobs\` \`1/2\` \`contract/**\`
      ${'```'}
      server/src/gone.ts and [gone](gone.md)
      ${'```'}`;
    expect(lostIn('README.md', text)).toEqual([]);
  });

  it('may cite what lies beside it', () => {
    expect(
      lostIn('server/src/domains/jobs/README.md', '[verb](start-job.ts) `./start-job.ts` [up](../../app.ts)'),
    ).toEqual([]);
  });

  it.each([
    ['a link', 'first\n[guide](docs/gone.md)', '2 docs/gone.md'],
    ['a path', 'see `server/src/gone.ts`', '1 server/src/gone.ts'],
    ['a folder', 'see `server/src/gone/`', '1 server/src/gone/'],
    ['a file name', 'see `gone.ts`', '1 gone.ts'],
    ['a script', 'type `npm run gone`', '1 npm run gone'],
  ])('is caught citing %s that is not there', (_, text, lost) => {
    expect(lostIn('README.md', text)).toEqual([lost]);
  });
});
