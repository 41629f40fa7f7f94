import { ScreenFrame } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';

export function ProgressScreen(_: ScreenProps) {
  const t = useWords();
  return <ScreenFrame title={t('progress.title')} />;
}
