import { useQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { client, queries } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { queryClient } from '#web/data/query-client.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { t } from './messages.ts';

export function Sessions() {
  const { data, error } = useQuery(queries.accounts.listSessions.queryOptions());
  async function revoke(id: string, device: string) {
    try {
      await client.accounts.revokeSession({ id });
      toast({ title: t('session.revoked', { device }) });
    } catch (failure) {
      toast({ title: failureOf(failure).message, isUrgent: true });
    }
    await queryClient.invalidateQueries({ queryKey: queries.accounts.listSessions.key() });
  }
  return (
    <Card title={t('sessions')} description={t('sessionsDetail')} isFlush>
      {error && (
        <div className="px-5 pb-4">
          <ErrorState title={t('failed')} advice={failureOf(error).message} />
        </div>
      )}
      {!data && !error && (
        <div className="px-5 pb-5">
          <Skeleton className="h-12" />
        </div>
      )}
      <ul className="pb-2">
        {data?.items.map((session) => (
          <li key={session.id} className="flex items-center gap-3 border-t border-line px-5 py-2.5">
            <MonitorSmartphone size={18} strokeWidth={1.5} className="shrink-0 text-subtle" aria-hidden="true" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-base font-medium">{session.device}</p>
              <p className="text-small text-subtle">
                {session.current ? (
                  t('session.current')
                ) : (
                  <>
                    {t('session.seen')} <RelativeTime at={session.lastSeenAt} />
                  </>
                )}
              </p>
            </div>
            {!session.current && (
              <Button size="small" onClick={() => void revoke(session.id, session.device)}>
                {t('session.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
