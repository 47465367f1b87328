import { Page } from '#web/design/patterns/page.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Appearance } from './appearance.tsx';
import { t } from './messages.ts';
import { Password } from './password.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';

export function SettingsScreen() {
  return (
    <Page title={t('title')} width="text">
      <div className="flex flex-col gap-5">
        <Profile />
        <Appearance />
        <Password />
        <Sessions />
        <ApiKeys />
      </div>
    </Page>
  );
}
