import { Monitor, Moon, Sun } from 'lucide-react';
import { setSingleKeys, useSingleKeys } from '#web/design/commands.ts';
import { Card } from '#web/design/patterns/card.tsx';
import { Segmented } from '#web/design/primitives/segmented.tsx';
import { Switch } from '#web/design/primitives/switch.tsx';
import { setThemeChoice, useThemeChoice } from '#web/design/theme.ts';
import { t } from './messages.ts';

export function Appearance() {
  const theme = useThemeChoice();
  const singleKeys = useSingleKeys();
  return (
    <Card title={t('appearance')}>
      <div className="mb-3 flex items-center justify-between gap-4">
        <span className="text-base font-medium">{t('theme')}</span>
        <Segmented
          label={t('theme')}
          value={theme}
          onChange={setThemeChoice}
          options={[
            { value: 'system', label: t('theme.system'), icon: <Monitor size={13} aria-hidden="true" /> },
            { value: 'light', label: t('theme.light'), icon: <Sun size={13} aria-hidden="true" /> },
            { value: 'dark', label: t('theme.dark'), icon: <Moon size={13} aria-hidden="true" /> },
          ]}
        />
      </div>
      <Switch label={t('singleKeys')} detail={t('singleKeysDetail')} isOn={singleKeys} onChange={setSingleKeys} />
    </Card>
  );
}
