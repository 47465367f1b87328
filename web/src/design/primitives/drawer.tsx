import { Suspense, type ReactNode } from 'react';
import { useEverTrue } from './use-ever-true.ts';
import { lazyPart } from './lazy-part.ts';

export interface DrawerProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Beside the title. */
  headerActions?: ReactNode;
  children: ReactNode;
}

const popup = lazyPart(async () => (await import('./loaded/drawer-popup.tsx')).DrawerPopup);

/** A panel from the right edge; on a phone a sheet from the bottom that can be swiped away. */
export function Drawer(props: DrawerProps) {
  return (
    useEverTrue(props.isOpen) && (
      <Suspense>
        <popup.Part {...props} />
      </Suspense>
    )
  );
}
