import { RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#web/design/primitives/button.tsx';
import { Dialog } from '#web/design/primitives/dialog.tsx';
import { IconButton } from '#web/design/primitives/icon-button.tsx';
import { removeForGood, restore, trashWithUndo } from './deeds.ts';
import { t } from './messages.ts';

/** What can be done with everything that is selected. */
export function SelectionBar({ ids, isTrash, onDone }: { ids: string[]; isTrash: boolean; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  if (ids.length === 0) return null;
  async function act(deed: (ids: string[]) => Promise<void>) {
    onDone();
    await deed(ids);
  }
  return (
    <div
      role="toolbar"
      aria-label={t('selected', { count: ids.length })}
      className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit animate-arrive items-center gap-2 rounded-panel bg-raised p-2 pl-4 shadow-float"
    >
      <span className="mr-2 text-base font-medium tabular-nums">{t('selected', { count: ids.length })}</span>
      {isTrash ? (
        <>
          <Button icon={<RotateCcw size={15} />} onClick={() => void act(restore)}>
            {t('restore')}
          </Button>
          <Button variant="danger" icon={<Trash2 size={15} />} onClick={() => setAsking(true)}>
            {t('remove')}
          </Button>
        </>
      ) : (
        <Button icon={<Trash2 size={15} />} onClick={() => void act(trashWithUndo)}>
          {t('toTrash')}
        </Button>
      )}
      <IconButton label={t('deselect')} keys="Escape" icon={<X size={16} />} onClick={onDone} />
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        width="narrow"
        title={t('remove.title', { count: ids.length })}
        description={t('remove.detail')}
        actions={
          <>
            <Button variant="ghost" onClick={() => setAsking(false)}>
              {t('cancel')}
            </Button>
            <Button variant="danger" onClick={() => void act(removeForGood)}>
              {t('remove')}
            </Button>
          </>
        }
      />
    </div>
  );
}
