'use strict';

/**
 * Which signals the child needs from us. A terminal sends Ctrl-C and its own closing to every process of the command, so
 * the child has them already; a second one would look like an impatient person.
 */
function forwardedSignals(isTerminal) {
  return [
    { signal: 'SIGINT', forwarded: !isTerminal },
    { signal: 'SIGHUP', forwarded: !isTerminal },
    { signal: 'SIGTERM', forwarded: true },
  ];
}

module.exports = { forwardedSignals };
