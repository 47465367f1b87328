import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '#web/data/api.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { buttonStyle } from '#web/design/primitives/button-style.ts';
import { TextField } from '#web/design/primitives/text-field.tsx';
import { toast } from '#web/design/primitives/toast.tsx';
import { checkForm } from './check-form.ts';
import { FormPage } from './form-page.tsx';
import { t } from './messages.ts';
import { passwordLength } from './password-length.ts';
import { tokenFromHash } from './token-from-hash.ts';

export function ResetPassword() {
  const navigate = useNavigate();
  const [token] = useState(tokenFromHash);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const reset = useMutation({
    mutationFn: () => client.accounts.resetPassword({ token, password }),
    onSuccess: () => {
      toast({ title: t('reset.done') });
      return navigate({ to: '/sign-in' });
    },
  });
  function submit() {
    const found = checkForm({ password }).password;
    setProblem(found);
    if (!found) reset.mutate();
  }
  if (!token) {
    return (
      <ErrorState
        title={t('link.missing')}
        advice={t('link.missingDetail')}
        action={
          <Link to="/forgot-password" className={buttonStyle({ size: 'small' })}>
            {t('forgot.action')}
          </Link>
        }
      />
    );
  }
  return (
    <FormPage
      title={t('reset.title')}
      action={t('reset.action')}
      isBusy={reset.isPending}
      error={reset.error}
      onSubmit={submit}
    >
      <TextField
        label={t('newPassword')}
        size="large"
        type="password"
        name="password"
        autoComplete="new-password"
        autoFocus
        required
        hint={t('passwordHint', { minimum: passwordLength.minimum })}
        error={problem}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </FormPage>
  );
}
