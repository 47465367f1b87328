import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, queries } from '#web/data/api.ts';
import { enterAs } from '#web/data/me.ts';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { checkForm, type FormErrors } from './check-form.ts';
import { FormPage, linkStyle } from './form-page.tsx';
import { t } from './messages.ts';
import { passwordLength } from './password-length.ts';

export function SignUp() {
  const navigate = useNavigate();
  const installation = useQuery(queries.accounts.installation.queryOptions());
  const [values, setValues] = useState({ displayName: '', email: '', password: '' });
  const [errors, setErrors] = useState<FormErrors>({});
  const signUp = useMutation({
    mutationFn: () =>
      client.accounts.signUp({ ...values, email: values.email.trim(), displayName: values.displayName.trim() }),
    onSuccess: (me) => {
      enterAs(me);
      return navigate({ to: '/' });
    },
  });
  function submit() {
    const found = checkForm(values);
    setErrors(found);
    if (Object.keys(found).length === 0) signUp.mutate();
  }
  const field = (name: keyof typeof values) => ({
    name,
    size: 'large' as const,
    required: true,
    value: values[name],
    error: errors[name],
    onChange: (event: { target: { value: string } }) => {
      setValues({ ...values, [name]: event.target.value });
      setErrors({ ...errors, [name]: undefined });
    },
  });
  const isFirst = installation.data?.hasAccounts === false;
  return (
    <FormPage
      title={isFirst ? t('signUp.first') : t('signUp.title')}
      lead={isFirst ? t('signUp.firstLead') : t('signUp.lead')}
      action={t('signUp.action')}
      isBusy={signUp.isPending}
      error={signUp.error}
      onSubmit={submit}
      footer={
        !isFirst && (
          <>
            {t('signUp.toSignIn')}{' '}
            <Link to="/sign-in" className={linkStyle}>
              {t('signIn.action')}
            </Link>
          </>
        )
      }
    >
      <TextField label={t('name')} autoComplete="name" autoFocus {...field('displayName')} />
      <TextField label={t('email')} type="email" autoComplete="username" {...field('email')} />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="new-password"
        hint={t('passwordHint', { minimum: passwordLength.minimum })}
        {...field('password')}
      />
    </FormPage>
  );
}
