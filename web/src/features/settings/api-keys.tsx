import { useMutation, useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { client, queries } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { queryClient } from '#web/data/query-client.ts';
import { cx } from '#web/design/class-names.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { RelativeTime } from '#web/design/patterns/relative-time.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { t } from './messages.ts';
import { SecretDialog } from './secret-dialog.tsx';

const refresh = () => queryClient.invalidateQueries({ queryKey: queries.accounts.listApiKeys.key() });

export function ApiKeys() {
  const [name, setName] = useState('');
  const { data, error } = useQuery(queries.accounts.listApiKeys.queryOptions());
  const create = useMutation({
    mutationFn: () => client.accounts.createApiKey({ name: name.trim() }),
    onSuccess: () => {
      setName('');
      return refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (key: { id: string; name: string }) => client.accounts.revokeApiKey({ id: key.id }),
    onSuccess: (_, key) => toast({ title: t('key.revokedToast', { name: key.name }) }),
    onError: (problem) => toast({ title: failureOf(problem).message, isUrgent: true }),
    onSettled: refresh,
  });
  return (
    <Card title={t('keys')} description={t('keysDetail')} isFlush>
      <form
        className="flex items-end gap-2 px-5 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate();
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField
            label={t('key.name')}
            placeholder={t('key.namePlaceholder')}
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <Button type="submit" icon={<KeyRound size={15} />} isBusy={create.isPending} disabled={!name.trim()}>
          {t('key.create')}
        </Button>
      </form>
      {(error ?? create.error) && (
        <div className="px-5 pb-4">
          <ErrorState
            title={failureOf(error ?? create.error).message}
            advice={failureOf(error ?? create.error).remedy}
          />
        </div>
      )}
      {data?.items.length === 0 && <p className="px-5 pb-5 text-base text-subtle">{t('key.none')}</p>}
      <ul className="pb-2">
        {data?.items.map((key) => (
          <li
            key={key.id}
            className={cx('flex items-center gap-3 border-t border-line px-5 py-2.5', key.revokedAt && 'text-subtle')}
          >
            <div className="min-w-0 flex-1">
              <p className="truncate text-base font-medium">{key.name}</p>
              <p className="flex flex-wrap gap-x-3 text-small text-subtle">
                <code className="font-mono">{key.prefix}…</code>
                <span>
                  {key.lastUsedAt ? (
                    <>
                      {t('key.used')} <RelativeTime at={key.lastUsedAt} />
                    </>
                  ) : (
                    t('key.never')
                  )}
                </span>
              </p>
            </div>
            {key.revokedAt ? (
              <span className="text-small">{t('key.revoked')}</span>
            ) : (
              <Button size="small" variant="danger" onClick={() => revoke.mutate(key)}>
                {t('key.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {create.data && <SecretDialog secret={create.data.secret} onClose={() => create.reset()} />}
    </Card>
  );
}
