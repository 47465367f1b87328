import { Coins, Images, Inbox, Settings2, Sparkles, type LucideIcon } from 'lucide-react';
import { t } from '../messages/index.ts';

export interface Place {
  to: '/' | '/library' | '/credits' | '/settings' | '/operator/outbox';
  label: () => string;
  command: () => string;
  icon: LucideIcon;
  isOperatorOnly?: boolean;
}

/** The rooms of the house, in the order of a day's work. Only rooms that exist. */
export const PLACES: readonly Place[] = [
  { to: '/', label: () => t('nav.create'), command: () => t('go.create'), icon: Sparkles },
  { to: '/library', label: () => t('nav.library'), command: () => t('go.library'), icon: Images },
  { to: '/credits', label: () => t('nav.statement'), command: () => t('go.statement'), icon: Coins },
  { to: '/settings', label: () => t('nav.settings'), command: () => t('go.settings'), icon: Settings2 },
  {
    to: '/operator/outbox',
    label: () => t('nav.outbox'),
    command: () => t('go.outbox'),
    icon: Inbox,
    isOperatorOnly: true,
  },
];

export function placesFor(isOperator: boolean): Place[] {
  return PLACES.filter((place) => isOperator || !place.isOperatorOnly);
}
