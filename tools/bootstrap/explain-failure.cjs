'use strict';

const LINES_SHOWN = 8;

const CAUSES = [
  {
    sign: /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT)\b/,
    words:
      'The package registry cannot be reached. The first start needs the internet: check the connection (or the proxy, with "npm config get proxy") and run the command again.',
  },
  {
    sign: /\b(EACCES|EPERM|EROFS)\b/,
    words:
      'This user may not write where npm installs. Run the command as the owner of the folder, or clone Atelier into a folder that you own.',
  },
  {
    sign: /\bENOSPC\b/,
    words: 'The disk is full. The installation needs about 2 GB; free some space and run the command again.',
  },
  {
    sign: /\b(EINTEGRITY|EBADENGINE|EUSAGE|ETARGET|E404)\b/,
    words:
      'The packages offered by the registry are not the ones this version of Atelier names. If you use a registry of your own, compare it with https://registry.npmjs.org.',
  },
];

/** Words for a person about why npm failed. `outcome` is npm's exit code or the error code of starting it. */
function explainFailure(outcome, output) {
  const missing = outcome === 'ENOENT' || outcome === 127 || outcome === 9009;
  if (missing)
    return 'Atelier installs its packages with npm, and there is no npm on this machine. Install it (it comes with Node from https://nodejs.org) and run the command again.';
  const known = CAUSES.find(({ sign }) => sign.test(output));
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !/complete log of this run|^npm error\s+\S+_logs/.test(line));
  const told = lines.slice(0, LINES_SHOWN).join('\n');
  return `The packages could not be installed. ${known ? known.words : 'npm says:'}\n\n${told}`;
}

module.exports = { explainFailure };
