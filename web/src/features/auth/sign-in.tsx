import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '#web/data/api.ts';
import { enterAs } from '#web/data/me.ts';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { FormPage, linkStyle } from './form-page.tsx';
import { t } from './messages.ts';

export function SignIn() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/auth/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => client.accounts.signIn({ email: email.trim(), password }),
    onSuccess: (me) => {
      enterAs(me);
      return navigate({ href: next ?? '/' });
    },
  });
  return (
    <FormPage
      title={t('signIn.title')}
      lead={t('signIn.lead')}
      action={t('signIn.action')}
      isBusy={signIn.isPending}
      error={signIn.error}
      onSubmit={() => signIn.mutate()}
      footer={
        <>
          {t('signIn.toSignUp')}{' '}
          <Link to="/sign-up" className={linkStyle}>
            {t('signUp.action')}
          </Link>
        </>
      }
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
      <TextField
        label={t('password')}
        size="large"
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <p className="-mt-1 text-small">
        <Link to="/forgot-password" className={linkStyle}>
          {t('signIn.forgot')}
        </Link>
      </p>
    </FormPage>
  );
}
