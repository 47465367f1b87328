/** Who acts. A key acts for the account that made it, inside one workspace. */
export type Actor =
  | { kind: 'person'; accountId: string; sessionId: string; operator: boolean }
  | { kind: 'key'; accountId: string; keyId: string }
  | { kind: 'system'; task: string };

export type Role = 'owner' | 'editor' | 'viewer';

export interface Workspace {
  id: string;
  role: Role;
}

/**
 * The first argument of every verb. `Tx` and `Ports` are filled in by the server: kernel knows neither database nor
 * outside world.
 */
export interface Context<Tx, Ports> {
  actor: Actor;
  workspace: Workspace;
  requestId: string;
  tx: Tx;
  ports: Ports;
}
