import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { CornerMarks } from './corner-marks.tsx';
import { MediaFrame, type MediaFrameProps } from './media-frame.tsx';
import { StatusBadge } from './status-badge.tsx';
import type { Status } from './status.ts';

export interface MediaCardProps extends Omit<MediaFrameProps, 'children' | 'className'> {
  /** What the card opens; a button when it acts in place. */
  onOpen?: () => void;
  status?: Status;
  /** Under the status while there is no picture: a stage, a reason. */
  note?: ReactNode;
  /** 0 to 1, or null when nobody knows. */
  fraction?: number | null;
  /** Small buttons over the picture, on hover and focus; always shown where nothing can hover. */
  actions?: ReactNode;
  isSelected?: boolean;
  caption?: ReactNode;
}

/** A result, or the place where it will be. Selection is drawn as crop marks, never as a tint over the picture. */
export function MediaCard({ onOpen, status, note, fraction, actions, isSelected, caption, ...frame }: MediaCardProps) {
  const isPending = status !== undefined && status !== 'done';
  return (
    <figure className={cx('group/card relative min-w-0', isSelected && 'text-accent')} data-selected={isSelected || undefined}>
      <div
        className={cx(
          'relative overflow-hidden rounded-card transition-shadow',
          isSelected ? 'shadow-[0_0_0_2px_var(--frame),0_0_0_4px_var(--accent)]' : 'shadow-[0_0_0_1px_var(--line)]',
        )}
      >
        <MediaFrame {...frame}>
          {isPending && <Pending status={status} note={note} fraction={fraction ?? null} />}
          {onOpen && (
            <button type="button" aria-label={frame.alt} onClick={onOpen} className="absolute inset-0 rounded-card focus-visible:-outline-offset-2" />
          )}
          {actions && (
            <div className="absolute right-2 top-2 flex gap-1 opacity-0 transition-opacity group-focus-within/card:opacity-100 group-hover/card:opacity-100 coarse:opacity-100">
              {actions}
            </div>
          )}
        </MediaFrame>
      </div>
      {caption && <figcaption className="mt-1.5 truncate px-0.5 text-small text-muted">{caption}</figcaption>}
    </figure>
  );
}

function Pending({ status, note, fraction }: { status: Status; note: ReactNode; fraction: number | null }) {
  const isWorking = status === 'running' || status === 'queued';
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 p-4 text-center text-subtle">
      <CornerMarks inset={12} arm={12} className={cx(isWorking && 'animate-breathe')} />
      <StatusBadge status={status} look="plain" />
      {note && <span className="line-clamp-3 max-w-[34ch] text-small text-muted">{note}</span>}
      {status === 'running' && (
        <span className="absolute inset-x-0 bottom-0 h-[3px] overflow-hidden bg-line">
          <span
            className={cx('block h-full bg-running transition-[width] duration-200', fraction === null && 'w-[30%] animate-sweep')}
            style={fraction === null ? undefined : { width: `${Math.round(fraction * 100)}%` }}
          />
        </span>
      )}
    </div>
  );
}
