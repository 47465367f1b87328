import { useMutation } from '@tanstack/react-query';
import { BadgeCheck } from 'lucide-react';
import { useState } from 'react';
import { client } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { meQuery, useMe } from '#web/data/me.ts';
import { queryClient } from '#web/data/query-client.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Combobox } from '#web/design/primitives/combobox.tsx';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { t } from './messages.ts';

export function Profile() {
  const { account } = useMe();
  const [displayName, setDisplayName] = useState(account.displayName);
  const [timezone, setTimezone] = useState(account.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const save = useMutation({
    mutationFn: () => client.accounts.updateMe({ displayName: displayName.trim(), timezone }),
    onSuccess: (me) => {
      queryClient.setQueryData(meQuery.queryKey, me);
      toast({ title: t('profile.saved') });
    },
  });
  const failure = save.error ? failureOf(save.error) : null;
  const isChanged = displayName.trim() !== account.displayName || timezone !== account.timezone;
  return (
    <Card title={t('profile')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('profile.name')}
            autoComplete="name"
            maxLength={80}
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
          <div className="flex flex-col gap-1.5">
            <span className="text-small font-medium text-muted">{t('profile.timezone')}</span>
            <Combobox
              label={t('profile.timezone')}
              searchLabel={t('profile.timezoneSearch')}
              value={timezone}
              groups={TIMEZONES}
              onChange={setTimezone}
            />
          </div>
        </div>
        <EmailLine />
        {failure && <ErrorState title={failure.message} advice={failure.remedy} />}
        <div>
          <Button type="submit" isBusy={save.isPending} disabled={!isChanged || !displayName.trim()}>
            {t('profile.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function EmailLine() {
  const { account } = useMe();
  const send = useMutation({
    mutationFn: () => client.accounts.requestVerification(),
    onSuccess: () => toast({ title: t('email.sent'), detail: t('email.sentDetail') }),
    onError: (error) => toast({ title: failureOf(error).message, detail: failureOf(error).remedy ?? undefined }),
  });
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-base">
        <span className="text-muted">{t('email')}:</span> {account.email}
      </p>
      {account.emailVerified ? (
        <span className="flex items-center gap-1.5 text-small font-medium text-done">
          <BadgeCheck size={14} aria-hidden="true" /> {t('email.verified')}
        </span>
      ) : (
        <span className="flex items-center gap-3 text-small text-muted">
          {t('email.unverified')}{' '}
          <Button size="small" isBusy={send.isPending} onClick={() => send.mutate()}>
            {t('email.send')}
          </Button>
        </span>
      )}
    </div>
  );
}

/** The browser's own list of zones, by continent. */
const TIMEZONES = [
  ...Map.groupBy(['UTC', ...Intl.supportedValuesOf('timeZone')], (zone) =>
    zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'UTC',
  ),
].map(([label, zones]) => ({
  label,
  items: [...new Set(zones)].map((zone) => ({
    value: zone,
    label: zone
      .slice(zone.indexOf('/') + 1)
      .replaceAll('_', ' ')
      .replaceAll('/', ', '),
    keywords: zone,
  })),
}));
