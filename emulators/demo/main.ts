import { parseArgs } from 'node:util';
import { startDemo } from './start-demo.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    speed: { type: 'string', default: '1' },
    detached: { type: 'boolean', default: false },
  },
});
if (!values.data) {
  process.stderr.write('Usage: node emulators/demo/main.ts --data DIR [--port 0] [--speed 1] [--detached]\n');
  process.exit(2);
}

const demo = await startDemo({ dataDir: values.data, port: Number(values.port), speed: Number(values.speed) });
process.stdout.write(`${JSON.stringify({ port: demo.port })}\n`);

if (!values.detached) {
  // The parent holds the other end: when it is gone, however it went, so is this process.
  process.stdin
    .on('end', () => process.exit(0))
    .on('error', () => process.exit(0))
    .resume();
}
