import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Where dropped and pasted files go. The screen on show decides; without one they go to the library. */
export interface FileIntake {
  /** Shown while files hover over the page: "Add to the library". */
  label: string;
  take: (files: File[]) => void;
}

const intakes: FileIntake[] = [];
const listeners = new Set<() => void>();

/** Makes the calling screen the receiver of files while it is mounted. */
export function useFileIntake(intake: FileIntake): void {
  const latest = useRef(intake);
  useEffect(() => {
    latest.current = intake;
  });
  useEffect(() => {
    const entry: FileIntake = { label: intake.label, take: (files) => latest.current.take(files) };
    intakes.push(entry);
    publish();
    return () => {
      intakes.splice(intakes.indexOf(entry), 1);
      publish();
    };
  }, [intake.label]);
}

export function useCurrentIntake(): FileIntake | null {
  return useSyncExternalStore(subscribe, currentIntake, currentIntake);
}

export function currentIntake(): FileIntake | null {
  return intakes.at(-1) ?? null;
}

function publish(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
