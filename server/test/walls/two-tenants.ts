import { startTestApp } from '../start-test-app.ts';
import type { Person, TestApp, TestAppOptions } from '../start-test-app.ts';
import { tryEverything } from './activity.ts';
import type { Tenant } from './activity.ts';

export interface TwoTenants {
  running: TestApp;
  operator: Person;
  /** The attacker; not the operator. */
  a: Tenant;
  /** The one whose rows the attacker is after. */
  b: Tenant;
}

/** An installation in use: an operator who does nothing, and two people who have used every feature. */
export async function startTwoTenants(options: TestAppOptions = {}): Promise<TwoTenants> {
  const running = await startTestApp({ ...options, app: { proof: { recovery: 'replay-key' }, ...options.app } });
  const operator = await running.signUp({ email: 'operator@example.org' });
  try {
    const [a, b] = await Promise.all([tryEverything(running, 'ada'), tryEverything(running, 'bob')]);
    return { running, operator, a, b };
  } catch (error) {
    const told = running.logLines.filter((line) => /"level":"(warn|error)"/.test(line)).slice(-10);
    await running.close();
    throw new Error(
      `Using everything stopped: ${String(error)}. The app had logged:\n${told.join('\n') || 'nothing'}`,
      { cause: error },
    );
  }
}
