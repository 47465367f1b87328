import { defineMessages } from '#web/design/words/define-messages.ts';
import { shellMessages } from './en.ts';

export const t = defineMessages(shellMessages);
