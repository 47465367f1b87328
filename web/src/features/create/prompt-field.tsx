import { useRef, type KeyboardEvent, type RefObject } from 'react';
import type { Parameter } from '#web/data/catalog-lookup.ts';
import { useJobs } from '#web/data/jobs.ts';
import { TextArea } from '#web/design/primitives/text-area.tsx';
import { t } from './messages.ts';
import { promptsOf, stepPrompt } from './prompt-history.ts';

export interface PromptFieldProps {
  parameter: Parameter;
  value: string;
  onChange: (prompt: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The words. Alt with the up and down arrows walks through earlier ones, and back to what was being typed. */
export function PromptField({ parameter, value, onChange, field }: PromptFieldProps) {
  const { data: jobs = [] } = useJobs();
  const typed = useRef(value);
  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const direction = event.key === 'ArrowUp' ? 'older' : 'newer';
    const next = stepPrompt({ prompts: promptsOf(jobs), current: value, draft: typed.current, direction });
    if (next !== null) onChange(next);
  }
  return (
    <TextArea
      ref={field}
      label={t('prompt')}
      isLabelHidden
      look="bare"
      minRows={2}
      maxRows={9}
      maxLength={parameter.maxLength}
      placeholder={t('prompt.placeholder')}
      className="text-lead"
      value={value}
      onKeyDown={onKeyDown}
      onChange={(event) => {
        typed.current = event.target.value;
        onChange(event.target.value);
      }}
    />
  );
}
