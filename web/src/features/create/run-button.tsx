import { Sparkles } from 'lucide-react';
import { Credits } from '#web/design/patterns/credits.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { Tooltip } from '#web/design/primitives/tooltip.tsx';
import { t } from './messages.ts';

export interface RunButtonProps {
  verb: string;
  /** Null when nobody knows the price. */
  credits: number | null;
  isBusy: boolean;
  /** What stands in the way, said on hover and to readers; the button stays reachable. */
  obstacle: string | null;
  onRun: () => void;
}

/** The one thing to do next, with what it costs on it. */
export function RunButton({ verb, credits, isBusy, obstacle, onRun }: RunButtonProps) {
  const price = credits === null ? t('price.unknown') : credits === 0 ? t('model.free') : <Credits amount={credits} />;
  const button = (
    <Button
      variant="primary"
      size="large"
      icon={<Sparkles size={16} strokeWidth={2} />}
      price={price}
      keys="Mod+Enter"
      isBusy={isBusy}
      aria-disabled={obstacle !== null || undefined}
      aria-description={obstacle ?? undefined}
      className="max-sm:w-full"
      onClick={onRun}
    >
      {verb}
    </Button>
  );
  return obstacle ? <Tooltip label={obstacle}>{button}</Tooltip> : button;
}
