'use strict';
// The way in for every script: `node tools/node.cjs <file.ts | node_modules/<package>/<file>> [arguments]`.
// Plain CommonJS that any Node from 18 on reads. It installs what the lockfile names when that is not yet done, then runs
// the file under the Node that came with the installation, so the machine's own Node may be old.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { findNode } = require('./bootstrap/find-node.cjs');
const { install } = require('./bootstrap/install.cjs');
const { forwardedSignals, whenParentIsGone } = require('./bootstrap/signals.cjs');

const root = path.resolve(__dirname, '..');

/** Runs `file` (named from the repository's root) and ends this process as that one ends. */
async function run([file, ...args]) {
  if (!file) fail('Name a file to run: node tools/node.cjs <file> [arguments].');
  const target = path.resolve(root, file);
  const ofPackage = path.relative(root, target).startsWith('node_modules');
  if (!ofPackage && !fs.existsSync(target)) fail(`There is no file ${file} in this repository.`);

  const installed = await install(root);
  if (installed.problem) fail(installed.problem);
  const found = findNode(root);
  if (found.problem) fail(found.problem);
  if (!fs.existsSync(target))
    fail(`${file} is not part of the installation. Delete the folder node_modules and run the command again.`);

  const child = spawn(found.node, [target, ...args], {
    // A package's program works on the repository; a file of ours may be a command someone runs in a folder of their own.
    cwd: ofPackage ? root : process.cwd(),
    // The channel tells the child when this process is killed: `process.once('disconnect', …)`.
    stdio: ofPackage ? 'inherit' : ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'node'), ...process.env },
  });
  const isTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  for (const { signal, forwarded } of forwardedSignals(isTerminal)) {
    process.on(signal, () => forwarded && child.kill(signal));
  }
  whenParentIsGone(process.env, () => child.kill('SIGTERM'));
  child.once('error', (error) => fail(`Node could not be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(signal ? 128 + os.constants.signals[signal] : code));
}

function fail(problem) {
  process.stderr.write(`\n${problem}\n\n`);
  process.exit(1);
}

module.exports = { run };
if (require.main === module) void run(process.argv.slice(2));
