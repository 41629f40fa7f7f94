/** Why it stopped, what state things are in, and every way on. */
import { Button, Details, English, Notice, Panel, ScreenFrame } from '../../components/index.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { FailureView, Snapshot } from '../../../../../shared/protocol/snapshot.ts';
import { diskState } from '../progress/disk-state.ts';
import { Log } from '../progress/log.tsx';
import { sayStep } from '../progress/step-list.tsx';
import { SaveToVolume } from '../review/save-to-volume.tsx';
import { useAsked } from '../review/use-asked.ts';
import { kindOfFailure } from './kind-of-failure.ts';

export function FailedScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { failure } = snapshot;
  if (!failure) return <ScreenFrame title={t('failed.title')} />;
  const kind = kindOfFailure(failure.code);
  return (
    <ScreenFrame title={t(`failed.title.${kind}`)} lead={t(`failed.lead.${kind}`)}>
      <Cause failure={failure} snapshot={snapshot} />
      <Next failure={failure} snapshot={snapshot} ask={ask} />
      <Help failure={failure} snapshot={snapshot} ask={ask} />
    </ScreenFrame>
  );
}

function Cause({ failure: { code, message, stepId }, snapshot }: { failure: FailureView; snapshot: Snapshot }) {
  const t = useWords();
  const cause = t.maybe(`failed.cause.${code}`);
  const step = snapshot.plan?.steps.find(({ id }) => id === stepId);
  return (
    <Notice tone={kindOfFailure(code) === 'cancelled' ? 'info' : 'danger'} title={t('failed.cause')}>
      <div className="stack-small">
        {cause !== undefined && <p>{cause}</p>}
        {/* The words of the tool that failed: in English, and to be copied into a search as they are. */}
        {(cause === undefined || code !== 'cancelled') && <p lang="en" dir="ltr" className={code === 'step-failed' || code === 'disk-failed' ? 'code' : undefined}>{message}</p>}
        {step && <p>{t('failed.inStep', { step: sayStep(t, step) })}</p>}
        <p>{sayDisk(t, snapshot)}</p>
      </div>
    </Notice>
  );
}

function sayDisk(t: Words, { plan, progress, failure }: Snapshot): string {
  return t(`failed.disk.${diskState({ plan, at: failure?.stepId ?? progress?.stepId })}`, { disk: plan?.disk.title ?? '' });
}

interface PartProps extends Pick<ScreenProps, 'snapshot' | 'ask'> { failure: FailureView }

function Next({ failure: { code, action, resumable }, ask }: PartProps) {
  const t = useWords();
  const asked = useAsked();
  return (
    <Panel title={t('failed.next')} icon="again">
      <p>{t.maybe(`failed.action.${code}`) ?? <English>{action}</English>}</p>
      {asked.refusal !== undefined && <Notice tone="danger" live="assertive">{asked.refusal}</Notice>}
      <div className="actions">
        {resumable && <Button kind="primary" isPending={asked.isWaiting} onPress={() => { void asked.run(() => ask({ type: 'install.retry' })); }}>{t('failed.resume')}</Button>}
        <Button kind={resumable ? 'plain' : 'primary'} isPending={asked.isWaiting} onPress={() => { void asked.run(() => ask({ type: 'install.restart' })); }}>{t('failed.restart')}</Button>
      </div>
      <p className="field-help">{resumable && `${t('failed.resumeText')} `}{t('failed.restartText')}</p>
    </Panel>
  );
}

function Help({ failure, snapshot: { you, plan }, ask }: PartProps) {
  const t = useWords();
  const asked = useAsked();
  return (
    <Panel title={t('failed.help')} icon="search" lead={t('failed.helpLead')}>
      <SavedLogs failure={failure} />
      <SaveToVolume ask={ask} label={t('failed.saveLogs')} save={(volume) => ask({ type: 'logs.save', volume })} />
      {asked.refusal !== undefined && <Notice tone="warning" live="polite">{asked.refusal}</Notice>}
      <div className="actions">
        {/* Shown on the machine's own screen, where only who sits there can use it. */}
        {you.local && <Button icon="terminal" onPress={() => { void asked.run(() => ask({ type: 'console.show' })); }}>{t('failed.console')}</Button>}
        <Button icon="power" onPress={() => { void asked.run(() => ask({ type: 'power', action: 'poweroff' })); }}>{t('failed.powerOff')}</Button>
      </div>
      {you.local && <p className="field-help">{t('failed.consoleText')}</p>}
      <Log ask={ask} level={3} />
      <Details title={t('failed.details')}>
        <dl className="facts">
          <dt>{t('failed.code')}</dt><dd><code dir="ltr">{failure.code}</code></dd>
          {failure.stepId !== undefined && <><dt>{t('failed.step')}</dt><dd><code dir="ltr">{failure.stepId}</code></dd></>}
          {plan && <><dt>{t('failed.plan')}</dt><dd><code dir="ltr">{plan.hash.slice(0, 12)}</code></dd></>}
        </dl>
      </Details>
    </Panel>
  );
}

function SavedLogs({ failure: { logs, logsFailed } }: { failure: FailureView }) {
  const t = useWords();
  if (logs !== undefined) return <Notice tone="success">{t('failed.logsSaved', { path: logs })}</Notice>;
  return logsFailed === undefined ? null : <Notice tone="warning">{t('failed.logsFailed', { why: logsFailed })}</Notice>;
}
