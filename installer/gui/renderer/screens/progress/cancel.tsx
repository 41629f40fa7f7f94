/** Cancelling, after a question that says what the disk is left like. */
import { useState } from 'react';
import { Button, Dialog } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { diskState } from './disk-state.ts';

export function Cancel({ snapshot: { progress, plan }, ask }: Pick<ScreenProps, 'snapshot' | 'ask'>) {
  const t = useWords();
  const [isAsked, setAsked] = useState(false);
  const state = diskState({ plan, at: progress?.stepId ?? plan?.steps[0]?.id });
  const cancel = (): void => { setAsked(false); void ask({ type: 'install.cancel' }); };
  return (
    <div className="actions">
      <Button onPress={() => { setAsked(true); }}>{t('progress.cancel')}</Button>
      <Dialog role="alertdialog" isOpen={isAsked} onOpenChange={setAsked} title={t('progress.cancel.title')} actions={<>
        <Button kind="danger" onPress={cancel}>{t('progress.cancel.yes')}</Button>
        <Button kind="primary" autoFocus onPress={() => { setAsked(false); }}>{t('progress.cancel.no')}</Button>
      </>}>
        <p>{t(`progress.cancel.${state}`, { disk: plan?.disk.title ?? t('progress.diskUnnamed') })}</p>
      </Dialog>
    </div>
  );
}
