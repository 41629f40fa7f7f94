/** The restart into the installed system: by itself where nobody is asked to come back, at a press everywhere else. */
import { Button, Notice, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { useAsked } from '../review/use-asked.ts';
import { isSaid } from './countdown.ts';
import { useCountdown } from './use-countdown.ts';

export function Restart({ snapshot: { you }, ask }: Pick<ScreenProps, 'snapshot' | 'ask'>) {
  const t = useWords();
  const asked = useAsked<unknown>();
  const restart = (): void => { void asked.run(() => ask({ type: 'power', action: 'reboot' })); };
  const { countdown, stop } = useCountdown(you.local && you.inControl, restart);
  const isRunning = countdown.state === 'running';
  return (
    <Panel title={t('finished.restart')} icon="power">
      <p>{t('finished.medium')}</p>
      {isRunning && (
        <>
          <p className="countdown" aria-hidden="true">{t.plural('finished.countdown', countdown.left)}</p>
          <p className="field-help">{t('finished.countdownStop')}</p>
        </>
      )}
      <p className="hidden" role="status">{isRunning && isSaid(countdown.left) ? `${t.plural('finished.countdown', countdown.left)} ${t('finished.countdownStop')}` : countdown.state === 'stopped' && you.local ? t('finished.stopped') : ''}</p>
      {asked.refusal !== undefined && <Notice tone="warning" live="polite">{asked.refusal}</Notice>}
      {asked.isWaiting && <Notice live="polite">{t('finished.restarting')}</Notice>}
      <div className="actions">
        <Button kind="primary" isPending={asked.isWaiting} onPress={() => { stop(); restart(); }}>{t('finished.restartNow')}</Button>
        {isRunning && <Button onPress={stop}>{t('finished.stop')}</Button>}
        {!isRunning && <Button kind="quiet" onPress={() => { void asked.run(() => ask({ type: 'power', action: 'poweroff' })); }}>{t('finished.powerOff')}</Button>}
      </div>
    </Panel>
  );
}
