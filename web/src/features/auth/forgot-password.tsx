import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '#web/data/api.ts';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { FormPage, linkStyle } from './form-page.tsx';
import { t } from './messages.ts';

export function ForgotPassword() {
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => client.accounts.requestReset({ email: email.trim() }) });
  const back = (
    <Link to="/sign-in" className={linkStyle}>
      {t('back')}
    </Link>
  );
  if (ask.isSuccess) {
    return (
      <div role="status" className="animate-arrive">
        <h1 className="text-heading font-semibold">{t('forgot.sent', { email })}</h1>
        <p className="mb-6 mt-3 text-body text-muted">{t('forgot.sentDetail')}</p>
        {back}
      </div>
    );
  }
  return (
    <FormPage
      title={t('forgot.title')}
      lead={t('forgot.lead')}
      action={t('forgot.action')}
      isBusy={ask.isPending}
      error={ask.error}
      onSubmit={() => ask.mutate()}
      footer={back}
    >
      <TextField
        label={t('email')}
        size="large"
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
    </FormPage>
  );
}
