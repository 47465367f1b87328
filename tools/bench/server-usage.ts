/** Processor time a server of a benchmark has used: it compares fairly on a machine that does other things too. */
export interface ServerUsage {
  cpuMicroseconds: number;
}

/** Makes this process answer the message `usage`, and end with the one that started it. */
export function answerUsage(): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicroseconds: user + system } satisfies ServerUsage);
  });
}
