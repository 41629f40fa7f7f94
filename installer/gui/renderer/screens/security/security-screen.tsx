import { ScreenFrame } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';

export function SecurityScreen(_: ScreenProps) {
  const t = useWords();
  return <ScreenFrame title={t('security.title')} />;
}
