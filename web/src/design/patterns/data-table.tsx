import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the end of the line. */
  align?: 'start' | 'end';
  /** Left out on a phone. */
  isSecondary?: boolean;
  width?: string;
}

export interface DataTableProps<Row> {
  caption: string;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowClassName?: (row: Row) => string | undefined;
}

/** Compact rows, hairlines, the header stays in view. The caption is for readers. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowClassName }: DataTableProps<Row>) {
  const cell = (column: Column<Row>) =>
    cx(
      'px-3 first:pl-5 last:pr-5',
      column.align === 'end' ? 'text-right tabular-nums' : 'text-left',
      column.isSecondary && 'max-sm:hidden',
    );
  return (
    <table className="w-full border-collapse text-base">
      <caption className="sr-only">{caption}</caption>
      <thead className="sticky top-0 z-1 bg-surface">
        <tr className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              style={{ width: column.width }}
              className={cx(cell(column), 'h-9 text-small font-medium text-subtle')}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={cx('border-b border-line transition-colors last:border-0 hover:bg-hover', rowClassName?.(row))}
          >
            {columns.map((column) => (
              <td key={column.key} className={cx(cell(column), 'h-10 py-1.5')}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
