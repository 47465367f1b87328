import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Coins } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StatementLine } from '#contract/api/billing.ts';
import { queries } from '#web/data/api.ts';
import { useBalance } from '#web/data/billing.ts';
import { failureOf } from '#web/data/failure.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { Credits, formatCredits } from '#web/design/patterns/credits.tsx';
import { DataTable, type Column } from '#web/design/patterns/data-table.tsx';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Page } from '#web/design/patterns/page.tsx';
import { formatDateTime, RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { t } from './messages.ts';

const LINES_PER_PAGE = 100;

const COLUMNS: ReadonlyArray<Column<StatementLine>> = [
  {
    key: 'what',
    title: t('what'),
    cell: (line) => (
      <>
        {line.jobId ? <JobLink jobId={line.jobId}>{line.memo}</JobLink> : line.memo}
        {/* The columns that a phone has no room for. */}
        <span className="block text-small text-muted sm:hidden">
          {t(`kind.${line.kind}`)} {line.spent > 0 && <Credits amount={line.spent} />}
        </span>
      </>
    ),
  },
  {
    key: 'kind',
    title: t('kind'),
    isSecondary: true,
    width: '9rem',
    cell: (line) => <span className="text-muted">{t(`kind.${line.kind}`)}</span>,
  },
  {
    key: 'when',
    title: t('when'),
    width: '9rem',
    cell: (line) => <RelativeTime at={line.at} className="text-muted" />,
  },
  {
    key: 'spent',
    title: t('spent'),
    align: 'end',
    isSecondary: true,
    width: '6rem',
    cell: (line) => (line.spent === 0 ? <span className="text-subtle">–</span> : <Credits amount={line.spent} />),
  },
  {
    key: 'change',
    title: t('change'),
    align: 'end',
    width: '6rem',
    cell: (line) =>
      line.available === 0 ? (
        <span className="text-subtle">–</span>
      ) : (
        <Credits amount={line.available} isSigned className={line.available > 0 ? 'text-done' : ''} />
      ),
  },
];

/** What there is, what is set aside, and where everything went. */
export function CreditsScreen() {
  const balance = useBalance();
  const lines = useInfiniteQuery(
    queries.billing.statement.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: LINES_PER_PAGE }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      select: (data) => data.pages.flatMap((page) => page.items),
    }),
  );
  return (
    <Page title={t('title')} description={t('description')}>
      <dl className="mb-8 flex flex-wrap gap-x-10 gap-y-4">
        <Figure term={t('available')} isMain>
          {balance ? formatCredits(balance.available) : <Skeleton className="h-10 w-28" />}
        </Figure>
        <Figure term={t('held')}>{balance ? formatCredits(balance.held) : <Skeleton className="h-10 w-16" />}</Figure>
        <Figure term={t('expiring')}>
          {balance &&
            (balance.expiringNext
              ? t('expiringAt', {
                  credits: formatCredits(balance.expiringNext.credits),
                  date: formatDateTime(balance.expiringNext.at),
                })
              : t('expiringNever'))}
        </Figure>
      </dl>
      {lines.error ? (
        <ErrorState
          title={t('failed')}
          advice={failureOf(lines.error).message}
          action={
            <Button size="small" onClick={() => void lines.refetch()}>
              {t('retry')}
            </Button>
          }
        />
      ) : (
        <Card isFlush className="overflow-x-auto">
          {lines.isPending && (
            <div className="flex flex-col gap-3 p-5">
              {[0, 1, 2, 3].map((row) => (
                <Skeleton key={row} className="h-5" />
              ))}
            </div>
          )}
          {lines.data?.length === 0 && (
            <EmptyState title={t('empty')} icon={<Coins size={22} strokeWidth={1.5} />}>
              {t('emptyDetail')}
            </EmptyState>
          )}
          {lines.data && lines.data.length > 0 && (
            <DataTable caption={t('statement')} columns={COLUMNS} rows={lines.data} rowKey={(line) => line.id} />
          )}
        </Card>
      )}
      {lines.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button isBusy={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Figure({ term, isMain, children }: { term: string; isMain?: boolean; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse justify-end gap-0.5">
      <dt className="text-base text-muted">{term}</dt>
      <dd
        className={
          isMain
            ? 'text-display font-semibold tabular-nums'
            : 'flex items-end text-title sm:min-h-11 font-medium tabular-nums'
        }
      >
        {children}
      </dd>
    </div>
  );
}

function JobLink({ jobId, children }: { jobId: string; children: ReactNode }) {
  return (
    <Link
      to="/jobs/$jobId"
      params={{ jobId }}
      className="rounded-tick underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-current"
    >
      {children}
    </Link>
  );
}
