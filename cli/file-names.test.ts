import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { derivedStem, endingOf, openNewFile, stemOf } from './file-names.ts';

describe('names of files', () => {
  it('come from the words, in any script', () => {
    expect(stemOf('  A lighthouse, at DUSK! ')).toBe('a-lighthouse-at-dusk');
    expect(stemOf('Füchse im Schnee')).toBe('füchse-im-schnee');
    expect(stemOf('夕暮れの灯台')).toBe('夕暮れの灯台');
    expect(stemOf('../../etc/passwd')).toBe('etc-passwd');
  });

  it('stay short and end with a word', () => {
    const stem = stemOf('one two three four five six seven eight nine ten eleven twelve thirteen');
    expect(stem).toBe('one-two-three-four-five-six-seven-eight-nine-ten-eleven');
    expect(stemOf('x'.repeat(200))).toHaveLength(60);
  });

  it('are never empty nor the name of a device', () => {
    expect(stemOf('!!!')).toBe('atelier');
    expect(stemOf('CON')).toBe('atelier-con');
  });

  it('say what was done to a file', () => {
    expect(derivedStem('/photos/Cat 1.jpeg', 'image.remove-background')).toBe('Cat 1-remove-background');
    expect(endingOf('image/jpeg')).toBe('jpg');
    expect(endingOf('text/plain; charset=utf-8')).toBe('txt');
    expect(endingOf('application/x-unheard-of')).toBe('bin');
  });
});

describe('a new file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-cli-names-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('never takes the place of another, also when several are opened at once', async () => {
    await writeFile(join(folder, 'lake.png'), 'mine');
    const opened = await Promise.all([1, 2, 3].map(() => openNewFile(folder, 'lake', 'png')));
    await Promise.all(opened.map(({ file }) => file.close()));
    expect((await readdir(folder)).toSorted()).toEqual(['lake-2.png', 'lake-3.png', 'lake-4.png', 'lake.png']);
    expect(await readFile(join(folder, 'lake.png'), 'utf8')).toBe('mine');
  });
});
