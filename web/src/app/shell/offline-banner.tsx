import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useIsConnected } from '#web/data/live.ts';
import { t } from '../messages/index.ts';

// A stream that is re-opened at once is nobody's concern.
const PATIENCE_MS = 2_500;

/** Appears when facts have stopped arriving for a while. */
export function OfflineBanner() {
  const isConnected = useIsConnected();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(!isConnected), isConnected ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isConnected]);
  return (
    <div role="status">
      {isShown && (
        <p className="flex items-center justify-center gap-2 bg-ink px-4 py-1.5 text-small text-on-ink">
          <CloudOff size={14} aria-hidden="true" />
          <span>
            <strong className="font-semibold">{t('offline.title')}</strong> {t('offline.detail')}
          </span>
        </p>
      )}
    </div>
  );
}
