import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CheckCircle2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { client } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { meQuery } from '#web/data/me.ts';
import { queryClient } from '#web/data/query-client.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { buttonStyle } from '#web/design/primitives/button-style.ts';
import { Progress } from '#web/design/primitives/progress.tsx';
import { t } from './messages.ts';
import { tokenFromHash } from './token-from-hash.ts';

export function VerifyEmail() {
  const [token] = useState(tokenFromHash);
  const { mutate, ...verify } = useMutation({
    mutationFn: (secret: string) => client.accounts.verifyEmail({ token: secret }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
  // The link works once, so it is asked once, however often this effect runs.
  const isAsked = useRef(false);
  useEffect(() => {
    if (!token || isAsked.current) return;
    isAsked.current = true;
    mutate(token);
  }, [token, mutate]);
  if (!token) return <ErrorState title={t('link.missing')} advice={t('link.missingDetail')} />;
  if (verify.isError) {
    const failure = failureOf(verify.error);
    return <ErrorState title={failure.message} advice={failure.remedy} />;
  }
  if (!verify.isSuccess) return <Progress label={t('verify.working')} fraction={null} />;
  return (
    <div role="status" className="animate-arrive">
      <CheckCircle2 size={26} className="mb-4 text-done" aria-hidden="true" />
      <h1 className="text-heading font-semibold">{t('verify.done')}</h1>
      <p className="mb-6 mt-2 text-body text-muted">{t('verify.doneDetail')}</p>
      <Link to="/" className={buttonStyle({ variant: 'primary', size: 'large' })}>
        {t('verify.continue')}
      </Link>
    </div>
  );
}
