import {
  Ban,
  CheckCircle2,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  Hand,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../words/messages.ts';

/** The one language of states. `waiting` is shown as "Needs you"; `refused` cost nothing; `unknown` is still being found out. */
export const STATUSES = ['queued', 'running', 'waiting', 'done', 'refused', 'failed', 'canceled', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

export interface StatusLook {
  icon: LucideIcon;
  /** Classes for ink and for ink on its wash. */
  ink: string;
  wash: string;
  isMoving?: boolean;
}

export const STATUS_LOOKS: Record<Status, StatusLook> = {
  queued: { icon: CircleDashed, ink: 'text-muted', wash: 'bg-hover text-muted' },
  running: { icon: LoaderCircle, ink: 'text-running', wash: 'bg-running-wash text-running', isMoving: true },
  waiting: { icon: Hand, ink: 'text-accent-ink', wash: 'bg-accent-wash text-accent-ink' },
  done: { icon: CheckCircle2, ink: 'text-done', wash: 'bg-done-wash text-done' },
  refused: { icon: Ban, ink: 'text-refused', wash: 'bg-refused-wash text-refused' },
  failed: { icon: TriangleAlert, ink: 'text-danger', wash: 'bg-danger-wash text-danger' },
  canceled: { icon: CircleSlash, ink: 'text-subtle', wash: 'bg-hover text-muted' },
  unknown: { icon: CircleHelp, ink: 'text-muted', wash: 'bg-hover text-muted' },
};

export function statusWord(status: Status): string {
  return t(`status.${status}`);
}
