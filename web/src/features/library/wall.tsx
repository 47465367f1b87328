import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { ratioOf, type Asset } from '#web/data/assets.ts';
import { justify } from './justify.ts';

const GAP_PX = 6;
/** Rows drawn beyond the edge, so that a quick scroll meets pictures. */
const OVERSCAN_ROWS = 4;
/** Rows before the end at which the next page is asked for. */
const FETCH_AHEAD_ROWS = 6;

export interface WallProps {
  assets: readonly Asset[];
  targetHeight: number;
  hasMore: boolean;
  onMore: () => void;
  render: (asset: Asset, index: number) => ReactNode;
}

/** The pictures in full rows; only those near the view exist in the page. */
export function Wall({ assets, targetHeight, hasMore, onMore, render }: WallProps) {
  const list = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => {
      setWidth(element.clientWidth);
      setScrollMargin(element.offsetTop);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const rows = useMemo(() => (width > 0 ? justify({ ratios: assets.map(ratioOf), width, targetHeight, gap: GAP_PX }) : []), [assets, width, targetHeight]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => document.getElementById('content'),
    estimateSize: (index) => (rows[index]?.height ?? targetHeight) + GAP_PX,
    overscan: OVERSCAN_ROWS,
    scrollMargin,
  });
  useEffect(() => virtualizer.measure(), [rows, virtualizer]);
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - FETCH_AHEAD_ROWS) onMore();
  }, [hasMore, lastShown, rows.length, onMore]);
  return (
    <div ref={list} role="list" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {shown.map((item) => {
        const row = rows[item.index];
        return (
          row && (
            <div key={item.key} role="presentation" className="absolute inset-x-0 flex" style={{ gap: GAP_PX, height: row.height, transform: `translateY(${item.start - scrollMargin}px)` }}>
              {row.widths.map((cellWidth, offset) => {
                const asset = assets[row.start + offset];
                return asset && <div key={asset.id} role="listitem" style={{ width: cellWidth }} className="h-full shrink-0">{render(asset, row.start + offset)}</div>;
              })}
            </div>
          )
        );
      })}
    </div>
  );
}
