import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#web/design/primitives/button.tsx';
import { Dialog } from '#web/design/primitives/dialog.tsx';
import { t } from './messages.ts';

/** The only moment a key's secret is on show. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('key.secretTitle')}
      description={t('key.secretDetail')}
      actions={
        <>
          <Button onClick={onClose}>{t('key.done')}</Button>
          <Button
            variant="primary"
            icon={isCopied ? <Check size={15} /> : <Copy size={15} />}
            onClick={() => void copy()}
          >
            {isCopied ? t('key.copied') : t('key.copy')}
          </Button>
        </>
      }
    >
      <code className="block select-all break-all rounded-control bg-sunken p-3 font-mono text-small">{secret}</code>
    </Dialog>
  );
}
