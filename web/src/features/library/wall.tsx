import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { ratioOf, type Asset } from '#web/data/assets.ts';
import { justify } from './justify.ts';
import { useViewport } from './use-viewport.ts';
import { rowOffsets, visibleRows } from './visible-rows.ts';

const GAP_PX = 6;
/** Drawn beyond the edges, so that a quick scroll meets pictures. */
const OVERSCAN_PX = 900;
/** This near to the end the next page is asked for. */
const FETCH_AHEAD_PX = 2_000;

export interface WallProps {
  assets: readonly Asset[];
  targetHeight: number;
  hasMore: boolean;
  onMore: () => void;
  render: (asset: Asset) => ReactNode;
}

/** The pictures in full rows; only those near the view exist in the page. */
export function Wall({ assets, targetHeight, hasMore, onMore, render }: WallProps) {
  const list = useRef<HTMLDivElement>(null);
  const { top, bottom, width } = useViewport(list);
  const rows = useMemo(
    () => (width > 0 ? justify({ ratios: assets.map(ratioOf), width, targetHeight, gap: GAP_PX }) : []),
    [assets, width, targetHeight],
  );
  const offsets = useMemo(() => rowOffsets(rows, GAP_PX), [rows]);
  const height = offsets.at(-1) ?? 0;
  const { first, end } = visibleRows(offsets, top - OVERSCAN_PX, bottom + OVERSCAN_PX);
  const isNearEnd = width > 0 && bottom + FETCH_AHEAD_PX > height;
  useEffect(() => {
    if (hasMore && isNearEnd) onMore();
  }, [hasMore, isNearEnd, onMore]);
  return (
    <div ref={list} role="list" className="relative" style={{ height }}>
      {rows.slice(first, end).map((row, index) => (
        <div
          key={row.start}
          role="presentation"
          className="absolute inset-x-0 flex"
          style={{ gap: GAP_PX, height: row.height, top: offsets[first + index] }}
        >
          {row.widths.map((cellWidth, offset) => {
            const asset = assets[row.start + offset];
            return (
              asset && (
                <div key={asset.id} role="listitem" style={{ width: cellWidth }} className="h-full shrink-0">
                  {render(asset)}
                </div>
              )
            );
          })}
        </div>
      ))}
    </div>
  );
}
