import { Suspense, type ReactNode } from 'react';
import { useEverTrue } from './use-ever-true.ts';
import { lazyPart } from './lazy-part.ts';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  isTitleHidden?: boolean;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons; the one to press comes last. */
  actions?: ReactNode;
  width?: 'narrow' | 'medium' | 'wide';
  /** No padding and no header: the content draws itself, as the palette does. */
  isBare?: boolean;
}

const popup = lazyPart(async () => (await import('./loaded/dialog-popup.tsx')).DialogPopup);

/** A question or a short task in front of the page. On a phone it rises from the bottom edge. */
export function Dialog(props: DialogProps) {
  return (
    useEverTrue(props.isOpen) && (
      <Suspense>
        <popup.Part {...props} />
      </Suspense>
    )
  );
}
