import type { DemoFault } from '#emulators/demo/demo-faults.ts';

/** How badly the provider behaves while processes are killed: about every third submit meets one of these. */
export const misbehaviour: readonly DemoFault[] = [
  { kind: 'rate-limited', probability: 0.04, retryAfterSeconds: 1 },
  { kind: 'payment-required', probability: 0.02 },
  { kind: 'server-error', probability: 0.03 },
  { kind: 'false-success', probability: 0.03 },
  { kind: 'slow-accept', probability: 0.1, delayMs: 900 },
  { kind: 'refused-late', probability: 0.03 },
  { kind: 'lost-acknowledgement', probability: 0.06 },
  { kind: 'server-error-after-commit', probability: 0.04 },
  { kind: 'status-error', probability: 0.05 },
  { kind: 'half-file', probability: 0.05 },
  { kind: 'expired-url', probability: 0.05 },
];

/** Loses answers more often, so that a short run is enough to see the planted bug. */
export const mutantMisbehaviour: readonly DemoFault[] = [
  { kind: 'lost-acknowledgement', probability: 0.3 },
  ...misbehaviour,
];
