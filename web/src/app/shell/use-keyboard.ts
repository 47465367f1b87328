import { useEffect } from 'react';
import { commandForKey } from '#web/design/commands.ts';
import { isAppleMachine } from '#web/design/keys.ts';

/** The one key listener of the page. */
export function useKeyboard(): void {
  useEffect(() => {
    const isApple = isAppleMachine();
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const command = commandForKey(event, { isTyping: isTyping(event.target), isApple });
      if (!command) return;
      event.preventDefault();
      command.run();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'range', 'color', 'submit'].includes(target.type)
  );
}
