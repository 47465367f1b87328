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

const LOOK_EVERY_MS = 500;

/**
 * Calls back once the process that started us is gone. npm passes a signal on to the shell between it and us, which dies
 * of it and tells nobody; so under npm, a parent that is gone means that we are to end too.
 */
function whenParentIsGone({ npm_lifecycle_event: underNpm }, callback) {
  if (!underNpm) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, LOOK_EVERY_MS);
  timer.unref();
}

module.exports = { forwardedSignals, whenParentIsGone };
