/** Puts a text on the clipboard, and says so. Where there is no clipboard, as in a kiosk without one, it says that. */
import { useState } from 'react';
import { Button } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useWords();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <>
      <Button isForWatchers label={label} onPress={() => { void copy(); }}>{t('review.copy')}</Button>
      <span role="status" className="field-help">{outcome && t(`review.copy.${outcome}`)}</span>
    </>
  );
}
