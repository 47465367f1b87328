import type { TableEntry } from '#server/domains/data-map.ts';
import type { AttackerRole, ContextName } from './attack-session.ts';
import type { AttackName } from './attacks.ts';
import { isPersonal } from './declared-tables.ts';

/** What looks like an attack and is somebody's duty. Everything else that gets through is a hole. */
interface Allowance {
  role: AttackerRole;
  context?: ContextName;
  table: (name: string, entry: TableEntry | null) => boolean;
  attacks: readonly AttackName[];
  why: string;
}

const reading = [
  'read the row',
  'read all rows of the owner',
  'read whatever there is',
  'count whatever there is',
] as const;

export const allowances: readonly Allowance[] = [
  {
    role: 'janitor',
    table: (_name, entry) => entry?.retention.rule === 'duration',
    attacks: [
      'delete the row',
      'delete whatever there is',
      'count whatever there is',
      'read the row',
      'read all rows of the owner',
    ],
    why: 'deletes what has outlived its rule, in all workspaces; keys and clocks are all it reads',
  },
  {
    role: 'janitor',
    table: (name, entry) =>
      name.startsWith('ledger_') && entry !== null && !Object.values(entry.columns).some(isPersonal),
    attacks: reading,
    why: 'looks for due lots and broken books in all workspaces; no column of them is personal',
  },
  {
    role: 'app',
    context: 'the operator',
    table: (name) => name === 'mails',
    attacks: reading,
    why: 'the operator reads the local outbox',
  },
  {
    role: 'worker',
    context: 'the operator',
    table: (name) => name === 'mails',
    attacks: [...reading, 'lock the row', 'update the row', 'update whatever there is'],
    why: 'the sender reads mails and moves their state; its grant is on the columns it moves',
  },
];
