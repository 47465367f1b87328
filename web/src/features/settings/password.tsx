import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, queries } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { queryClient } from '#web/data/query-client.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { t } from './messages.ts';

/** As the contract says; its schemas would weigh more than this page. */
const MINIMUM_LENGTH = 10;

export function Password() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => client.accounts.changePassword({ current, next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      toast({ title: t('password.saved') });
      void queryClient.invalidateQueries({ queryKey: queries.accounts.listSessions.key() });
    },
  });
  const failure = change.error ? failureOf(change.error) : null;
  return (
    <Card title={t('password')} description={t('password.detail')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            type="password"
            label={t('password.current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <TextField
            type="password"
            label={t('password.next')}
            hint={t('password.hint', { minimum: MINIMUM_LENGTH })}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </div>
        {failure && <ErrorState title={failure.message} advice={failure.remedy} />}
        <div>
          <Button type="submit" isBusy={change.isPending} disabled={!current || next.length < MINIMUM_LENGTH}>
            {t('password.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
