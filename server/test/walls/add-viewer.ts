import type { Person, TestApp } from '../start-test-app.ts';

/** Somebody who may look into another person's workspace, and is signed in there. */
export async function addViewer(running: TestApp, host: Person): Promise<Person> {
  const person = await running.signUp();
  // Nobody can be invited yet, so the row is written past the walls; signing in takes the oldest membership.
  await running.test.admin.query(
    `insert into app.members (workspace_id, account_id, role, joined_at) values ($1, $2, 'viewer', now() - interval '1 year')`,
    [host.workspaceId, person.accountId],
  );
  const { workspace } = await person.sdk.accounts.signIn({ email: person.email, password: person.password });
  if (workspace.id !== host.workspaceId || workspace.role !== 'viewer')
    throw new Error(`The viewer came in as ${workspace.role} elsewhere`);
  return { ...person, workspaceId: host.workspaceId };
}
