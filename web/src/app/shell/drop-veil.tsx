import { ImageDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { currentIntake, useCurrentIntake } from '#web/data/file-intake.ts';
import { CornerMarks } from '#web/design/patterns/corner-marks.tsx';

/** Files can be dropped or pasted anywhere; this says where they will go. */
export function DropVeil() {
  const intake = useCurrentIntake();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    addEventListener(
      'dragover',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files') || !currentIntake()) return;
        event.preventDefault();
        setOver(true);
      },
      options,
    );
    addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), options);
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        give([...event.dataTransfer.files]);
      },
      options,
    );
    addEventListener('paste', (event) => give([...(event.clipboardData?.files ?? [])]), options);
    return () => controller.abort();
  }, []);
  if (!isOver || !intake) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-scrim p-3 backdrop-blur-[2px]">
      <CornerMarks inset={18} arm={28} className="text-white" />
      <p className="flex animate-arrive items-center gap-3 rounded-panel bg-raised px-6 py-4 text-lead font-semibold shadow-float">
        <ImageDown size={20} aria-hidden="true" /> {intake.label}
      </p>
    </div>
  );
}

function give(files: File[]): void {
  if (files.length > 0) currentIntake()?.take(files);
}
