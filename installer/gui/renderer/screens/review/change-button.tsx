/** From a part of the review to the screen that it was answered on; none where nobody is asked. */
import { Button } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Section } from '../../../../../shared/protocol/answers.ts';

interface ChangeButtonProps extends Pick<ScreenProps, 'go'> { snapshot: ScreenProps['snapshot']; section: Section; what: string }

export function ChangeButton({ snapshot, section, what, go }: ChangeButtonProps) {
  const t = useWords();
  if (!go || !snapshot.asked.includes(section)) return null;
  return <Button kind="quiet" label={t('review.changeOf', { what })} onPress={() => { go(section); }}>{t('review.change')}</Button>;
}
