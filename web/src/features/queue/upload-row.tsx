import { Link } from '@tanstack/react-router';
import { FileImage, X } from 'lucide-react';
import { dismissUpload, type UploadItem } from '#web/data/uploads.ts';
import { formatBytes } from '#web/design/patterns/bytes.ts';
import { StatusBadge } from '#web/design/patterns/status-badge.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { Progress } from '#web/design/primitives/progress.tsx';
import { t } from './messages.ts';

export function UploadRow({ upload: { id, file, state } }: { upload: UploadItem }) {
  return (
    <li className="flex items-center gap-3 rounded-card p-2">
      <span className="flex size-12 shrink-0 items-center justify-center rounded-control bg-sunken text-subtle">
        <FileImage size={18} strokeWidth={1.5} aria-hidden="true" />
      </span>
      <div className="min-w-0 flex-1">
        {state.kind === 'sending' ? (
          <Progress
            label={file.name}
            fraction={file.size > 0 ? state.sentBytes / file.size : null}
            detail={formatBytes(file.size)}
          />
        ) : (
          <>
            <p className="truncate text-base font-medium">{file.name}</p>
            <p className="mt-0.5 flex flex-wrap items-center gap-2 text-small text-subtle">
              <StatusBadge status={state.kind === 'done' ? 'done' : 'failed'} look="plain" />
              {state.kind === 'done' ? (
                <Link
                  to="/library/$assetId"
                  params={{ assetId: state.assetId }}
                  className="underline underline-offset-4"
                >
                  {t('open')}
                </Link>
              ) : (
                <span>
                  {state.message} {state.remedy}
                </span>
              )}
            </p>
          </>
        )}
      </div>
      {state.kind !== 'sending' && (
        <IconButton size="small" label={t('dismiss')} icon={<X size={14} />} onClick={() => dismissUpload(id)} />
      )}
    </li>
  );
}
