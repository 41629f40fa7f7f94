/** What the engine refused to do, on top of the screen until it is dismissed or another screen is opened. */
import { Button } from '../components/button.tsx';
import { English } from '../components/english.tsx';
import { Notice } from '../components/notice.tsx';
import { sentence } from '../i18n/speak.ts';
import { useWords } from '../i18n/use-words.ts';
import type { Shown } from './use-refusals.ts';

export function Refusals({ refusals, dismiss }: { refusals: readonly Shown[]; dismiss: (id: number) => void }) {
  const t = useWords();
  return (
    <div className="refusals" role="alert">
      {refusals.map(({ id, code, message, action }) => (
        <Notice key={id} tone="danger" title={t('common.refused.title')} actions={<Button kind="quiet" isForWatchers onPress={() => { dismiss(id); }}>{t('common.refused.dismiss')}</Button>}>
          <p>{t.maybe(`findings.${code}`) ?? <English>{sentence(message)}</English>} {action && <English>{sentence(action)}</English>}</p>
        </Notice>
      ))}
    </div>
  );
}
