import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, Inbox, Mail as MailIcon } from 'lucide-react';
import { useState } from 'react';
import type { Mail } from '#contract/api/notifications.ts';
import { queries } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { cx } from '#web/design/class-names.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Page } from '#web/design/patterns/page.tsx';
import { formatDateTime, RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { t } from './messages.ts';
import { splitLinks } from './split-links.ts';

const MAILS_PER_PAGE = 50;

/** The local outbox: a list at the left, the chosen mail at the right; one after the other on a phone. */
export function OutboxScreen() {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const mails = useInfiniteQuery(
    queries.notifications.listMails.infiniteOptions({
      input: (cursor: string | undefined) => ({ cursor, limit: MAILS_PER_PAGE }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      select: (data) => data.pages.flatMap((page) => page.items),
    }),
  );
  const chosen = mails.data?.find((mail) => mail.id === chosenId);
  return (
    <Page title={t('outbox')} description={t('description')}>
      {mails.error && <ErrorState title={t('failed')} advice={failureOf(mails.error).message} />}
      {mails.isPending && <Skeleton className="h-64 rounded-panel" />}
      {mails.data?.length === 0 && (
        <Card isFlush>
          <EmptyState title={t('empty')} icon={<Inbox size={22} strokeWidth={1.5} />}>
            {t('emptyDetail')}
          </EmptyState>
        </Card>
      )}
      {mails.data && mails.data.length > 0 && (
        <Card isFlush>
          <div className="md:grid md:min-h-[420px] md:grid-cols-[minmax(240px,2fr)_3fr]">
            <ul className={cx('border-line md:border-r', chosen && 'max-md:hidden')}>
              {mails.data.map((mail) => (
                <li key={mail.id}>
                  <button
                    type="button"
                    aria-current={mail.id === chosenId}
                    onClick={() => setChosenId(mail.id)}
                    className="flex w-full flex-col gap-0.5 border-b border-line px-5 py-3 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-selected"
                  >
                    <span className="flex w-full items-baseline justify-between gap-3">
                      <span className="truncate text-base font-medium">{mail.subject}</span>
                      <RelativeTime at={mail.createdAt} className="shrink-0 text-small text-subtle" />
                    </span>
                    <span className="flex w-full justify-between gap-3 text-small text-subtle">
                      <span className="truncate">{mail.to}</span>
                      <span className="shrink-0">{t(`state.${mail.state}`)}</span>
                    </span>
                  </button>
                </li>
              ))}
              {mails.hasNextPage && (
                <li className="p-3 text-center">
                  <Button size="small" isBusy={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
                    {t('more')}
                  </Button>
                </li>
              )}
            </ul>
            {chosen ? (
              <MailView mail={chosen} onBack={() => setChosenId(null)} />
            ) : (
              <p className="hidden items-center justify-center gap-2 text-base text-subtle md:flex">
                <MailIcon size={16} aria-hidden="true" /> {t('choose')}
              </p>
            )}
          </div>
        </Card>
      )}
    </Page>
  );
}

function MailView({ mail, onBack }: { mail: Mail; onBack: () => void }) {
  return (
    <article className="min-w-0 p-5">
      <div className="mb-3 md:hidden">
        <Button size="small" icon={<ArrowLeft size={14} />} onClick={onBack}>
          {t('back')}
        </Button>
      </div>
      <h2 className="text-lead font-semibold">{mail.subject}</h2>
      <p className="mt-1 text-base text-muted">
        {t('to')} {mail.to}, <time dateTime={mail.createdAt}>{formatDateTime(mail.createdAt)}</time>
      </p>
      <p className="mt-5 whitespace-pre-wrap break-words text-body">
        {splitLinks(mail.text).map((part, index) =>
          part.isLink ? (
            <a key={index} href={part.text} className="font-medium text-accent-ink underline underline-offset-4">
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </p>
    </article>
  );
}
