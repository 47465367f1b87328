import { useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

/** A button that opens the machine's file dialog. */
export function FileButton({
  label,
  icon,
  accept,
  isMultiple,
  onFiles,
}: {
  label: string;
  icon: ReactNode;
  accept: string;
  isMultiple: boolean;
  onFiles: (files: File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={isMultiple}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
