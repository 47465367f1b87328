'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/** TypeScript without a build, `Temporal` and time-ordered UUIDs begin here. */
const MINIMUM_MAJOR = 26;

/** The packages that carry Node itself, by the two naming schemes in use. */
function nodePackages(platform, arch) {
  return [`node-${platform === 'win32' ? 'win' : platform}-${arch}`, `node-bin-${platform}-${arch}`];
}

function majorOf(version) {
  return Number(version.replace(/^v/, '').split('.')[0]);
}

/** `{ node }`, the program to run with, or `{ problem }`. */
function findNode(root) {
  for (const name of nodePackages(process.platform, process.arch)) {
    const node = path.join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    // Asked, not assumed: the packaged program needs the C library it was built for.
    if (fs.existsSync(node) && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0) return { node };
  }
  if (majorOf(process.versions.node) >= MINIMUM_MAJOR) return { node: process.execPath };
  return { problem: tooOld(process.versions.node, process.platform, process.arch) };
}

function tooOld(version, platform, arch) {
  return (
    `Atelier runs on Node ${MINIMUM_MAJOR} or newer. This machine has Node ${version}, and no packaged Node ${MINIMUM_MAJOR} ` +
    `works on ${platform}-${arch}.\nInstall Node ${MINIMUM_MAJOR} from https://nodejs.org or your system's packages and run the command again.`
  );
}

module.exports = { MINIMUM_MAJOR, findNode, majorOf, nodePackages, tooOld };
