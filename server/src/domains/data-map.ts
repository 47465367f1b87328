/**
 * How a table is declared: every column says whether it holds something personal, for what, how long, and how it goes.
 * Policies, exports, erasure and retention jobs are derived from these entries, and a test proves that none is missing.
 */
export type Retention =
  | { rule: 'with-parent'; parent: string }
  | { rule: 'while-account-lives' }
  | { rule: 'while-workspace-lives' }
  /** Executed daily by the janitor: rows older than this go. */
  | { rule: 'duration'; after: string; days: number; where?: string }
  | { rule: 'permanent'; reason: string };

export type PersonalColumn = {
  personal: 'identity' | 'contact' | 'credential' | 'content' | 'usage';
  purpose: string;
  basis: 'contract' | 'legitimate-interest' | 'legal-duty' | 'consent';
  export: 'as-is' | 'unsealed' | 'never';
  erase: 'delete-row' | 'null' | 'destroy-key' | 'keep-anonymous';
};
export type SystemColumn = { system: 'key' | 'clock' | 'state' | 'amount' | 'reference' | 'fact'; why?: string };
/** JSON is declared leaf by leaf, by path; `*` stands for any key or index. Leaves that are not declared are refused by test. */
export type JsonColumn = { json: Record<string, PersonalColumn | SystemColumn> };
export type ColumnEntry = PersonalColumn | SystemColumn | JsonColumn;

export interface TableEntry {
  about: string;
  /** Whose row it is: the column that row-level security compares, with which context. */
  owner:
    | { by: 'workspace'; column: string }
    | { by: 'account'; column: string }
    /** Reached by the operator, the engine or through a definer function only. */
    | { by: 'installation'; why: string };
  retention: Retention;
  columns: Record<string, ColumnEntry>;
}
/** Table name (without schema) to entry. */
export type DataMap = Record<string, TableEntry>;

export const key: SystemColumn = { system: 'key' };
export const reference: SystemColumn = { system: 'reference' };
export const clock: SystemColumn = { system: 'clock' };
export const state: SystemColumn = { system: 'state' };
export const amount: SystemColumn = { system: 'amount' };
export const fact: SystemColumn = { system: 'fact' };
