'use strict';
const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { explainFailure } = require('./explain-failure.cjs');

const REPORT_EVERY_MS = 15000;
const OUTPUT_LIMIT_CHARS = 20000;

/** Makes node_modules what the lockfile says. `{}` when that is so, `{ problem }` when it cannot be. */
async function install(root) {
  const lockfile = readIfThere(path.join(root, 'package-lock.json'));
  if (!lockfile)
    return { problem: 'package-lock.json is missing: this copy of Atelier is not complete. Clone or unpack it again.' };
  const stamp = path.join(root, 'node_modules', '.atelier-installed');
  const wanted = stampOf(lockfile, process.platform, process.arch);
  if (readIfThere(stamp) === wanted) return {};

  // Someone may have run npm by hand; npm's own record says what is there.
  const record = readIfThere(path.join(root, 'node_modules', '.package-lock.json'));
  if (!record || !isInstalled(JSON.parse(lockfile), JSON.parse(record))) {
    const problem = await runNpm(
      root,
      record ? 'Updating packages' : 'Installing packages (only on the first start, about a minute)',
    );
    if (problem) return { problem };
  }
  try {
    fs.mkdirSync(path.dirname(stamp), { recursive: true });
    fs.writeFileSync(stamp, wanted);
  } catch {
    // A read-only installation that is complete is a good one; the longer comparison is made again next time.
  }
  return {};
}

/** What an installation is for: another lockfile or another kind of machine needs another one. */
function stampOf(lockfile, platform, arch) {
  return crypto.createHash('sha256').update(lockfile).update(`${platform}-${arch}`).digest('hex');
}

/** True when every package of the lockfile is on record in its version; optional ones may be absent on some platforms. */
function isInstalled(lockfile, record) {
  return Object.entries(lockfile.packages).every(([name, { version, optional, link }]) => {
    if (name === '' || link) return true;
    const there = record.packages[name];
    return there ? there.version === version : Boolean(optional);
  });
}

/** How npm is called: the very program that runs us when there is one, else the one on the path. */
function npmCommand({ npm_execpath: running }, platform) {
  // Build tools are needed for the page, also where NODE_ENV says production. No package runs a script of its own.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  if (running && /npm-cli\.[cm]?js$/.test(running))
    return { command: process.execPath, args: [running, ...args], shell: false };
  return { command: 'npm', args, shell: platform === 'win32' };
}

/** The problem, or undefined when npm succeeded. */
function runNpm(root, announcement) {
  const started = process.hrtime.bigint();
  const seconds = () => Math.round(Number(process.hrtime.bigint() - started) / 1e9);
  process.stderr.write(`${announcement} …\n`);
  const { command, args, shell } = npmCommand(process.env, process.platform);
  return new Promise((resolve) => {
    const npm = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setInterval(() => process.stderr.write(`  still installing, ${seconds()} s\n`), REPORT_EVERY_MS);
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-OUTPUT_LIMIT_CHARS));
    npm.stdout.on('data', keep);
    npm.stderr.on('data', keep);
    const end = (problem) => {
      clearInterval(timer);
      if (!problem) process.stderr.write(`  installed in ${seconds()} s\n`);
      resolve(problem);
    };
    npm.once('error', (error) => end(explainFailure(error.code, error.message)));
    npm.once('close', (code) => end(code === 0 ? undefined : explainFailure(code, output)));
  });
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

module.exports = { install, isInstalled, npmCommand, stampOf };
