import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { IconButton } from '../primitives/icon-button.tsx';
import { ContextMenu, Menu, type MenuGroups } from '../primitives/menu.tsx';
import { t } from '../words/messages.ts';
import { CornerMarks } from './corner-marks.tsx';
import { MediaFrame, type MediaFrameProps } from './media-frame.tsx';
import { StatusBadge } from './status-badge.tsx';
import { statusWord, type Status } from './status.ts';

export interface MediaCardProps extends Omit<MediaFrameProps, 'children' | 'className'> {
  /** What the card opens; a button when it acts in place. */
  onOpen?: () => void;
  status?: Status;
  /** Under the status while there is no picture: a stage, a reason. */
  note?: ReactNode;
  /** 0 to 1, or null when nobody knows. */
  fraction?: number | null;
  /** Small buttons over the picture, on hover and focus. */
  actions?: ReactNode;
  /** The same deeds as a menu: at a right click or long press, and under one button where nothing can hover. */
  menu?: MenuGroups;
  isSelected?: boolean;
  caption?: ReactNode;
}

/** A result, or the place where it will be. Selection is drawn as crop marks, never as a tint over the picture. */
export function MediaCard({
  onOpen,
  status,
  note,
  fraction,
  actions,
  menu,
  isSelected,
  caption,
  ...frame
}: MediaCardProps) {
  const isPending = status !== undefined && status !== 'done';
  const figure = (
    <figure className="group/card relative min-w-0" data-selected={isSelected || undefined}>
      <div
        className={cx(
          'relative overflow-hidden rounded-card transition-shadow',
          isSelected ? 'shadow-[0_0_0_2px_var(--frame),0_0_0_4px_var(--accent)]' : 'shadow-[0_0_0_1px_var(--line)]',
        )}
      >
        <MediaFrame {...frame}>
          {isPending && (
            <Pending status={status} note={note} fraction={fraction ?? null} isOverPicture={frame.src !== null} />
          )}
          {onOpen && (
            <button
              type="button"
              aria-label={frame.alt}
              onClick={onOpen}
              className="absolute inset-0 rounded-card focus-visible:-outline-offset-2"
            />
          )}
          {actions && (
            <div className="absolute right-2 top-2 flex gap-1 opacity-0 transition-opacity group-focus-within/card:opacity-100 group-hover/card:opacity-100 coarse:hidden">
              {actions}
            </div>
          )}
          {menu && (
            <div className="absolute right-1 top-1 hidden coarse:block">
              <Menu
                groups={menu}
                trigger={<IconButton label={t('more')} tone="onMedia" icon={<Ellipsis size={16} />} />}
              />
            </div>
          )}
        </MediaFrame>
      </div>
      {caption && <figcaption className="mt-1.5 truncate px-0.5 text-small text-muted">{caption}</figcaption>}
    </figure>
  );
  return menu ? <ContextMenu groups={menu}>{figure}</ContextMenu> : figure;
}

function Pending({
  status,
  note,
  fraction,
  isOverPicture,
}: {
  status: Status;
  note: ReactNode;
  fraction: number | null;
  isOverPicture: boolean;
}) {
  const isWorking = status === 'running' || status === 'queued';
  return (
    <div
      className={cx(
        'absolute inset-0 flex flex-col p-4',
        isOverPicture
          ? 'items-start justify-end text-white/85'
          : 'items-center justify-center gap-2 text-center text-subtle',
      )}
    >
      <CornerMarks inset={12} arm={12} className={cx(isWorking && 'animate-breathe')} />
      {isOverPicture ? (
        <span className="relative mb-2 ml-2 rounded-tick bg-black/60 px-1.5 py-px text-micro font-medium text-white backdrop-blur-sm">
          {note ?? statusWord(status)}
        </span>
      ) : (
        <>
          <StatusBadge status={status} look="plain" />
          {note && (
            <span className="line-clamp-3 max-w-[34ch] text-small text-muted first-letter:uppercase">{note}</span>
          )}
        </>
      )}
      {status === 'running' && (
        <span className="absolute inset-x-0 bottom-0 h-[3px] overflow-hidden bg-line">
          <span
            className={cx(
              'block h-full bg-running transition-[width] duration-200',
              fraction === null && 'w-[30%] animate-sweep',
            )}
            style={fraction === null ? undefined : { width: `${Math.round(fraction * 100)}%` }}
          />
        </span>
      )}
    </div>
  );
}
