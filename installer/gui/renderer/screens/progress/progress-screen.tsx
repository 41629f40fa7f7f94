/** The install while it runs. It runs in the engine: this only looks on, and may be closed. */
import { useMemo } from 'react';
import { Bar, Details, Notice, Panel, ScreenFrame } from '../../components/index.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Snapshot } from '../../../../../shared/protocol/snapshot.ts';
import { Cancel } from './cancel.tsx';
import { foldPhases, foldSteps, type Phase } from './fold-steps.ts';
import { Log } from './log.tsx';
import { meanwhile } from './meanwhile.ts';
import { elapsedSeconds, roundLeft } from './say-times.ts';
import { sayStep, StepList } from './step-list.tsx';
import { useNow, useSince } from './use-now.ts';
import './progress.css';

type Progress = NonNullable<Snapshot['progress']>;

export function ProgressScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { progress, plan, you } = snapshot;
  const kinds = useMemo(() => new Map(plan?.steps.map(({ id, kind }) => [id, kind])), [plan]);
  const steps = progress?.steps ?? [];
  const lines = foldSteps(steps, kinds);
  return (
    <ScreenFrame title={t('progress.title')} lead={t(snapshot.simulation ? 'progress.leadSimulation' : 'progress.lead')}>
      {progress ? <Running progress={progress} kind={kinds.get(progress.stepId) ?? ''} isLocal={you.local} /> : <Bar label={t('progress.bar')} text={t('progress.starting')} />}
      <StepList lines={foldPhases(steps, kinds)} label={t('progress.phases')} say={({ label }) => t(`progress.phase.${label as Phase}`)} />
      <Cancel snapshot={snapshot} ask={ask} />
      <Details level={2} title={t.plural('progress.stepsDone', steps.filter(({ state }) => state === 'done').length, { total: steps.length })}><StepList lines={lines} label={t('progress.steps')} say={(line) => sayStep(t, line)} /></Details>
      <Log ask={ask} />
    </ScreenFrame>
  );
}

function Running({ progress, kind, isLocal }: { progress: Progress; kind: string; isLocal: boolean }) {
  const t = useWords();
  const now = useNow();
  const since = useSince(progress.stepId, now);
  const { fraction, label, bytes, secondsLeft } = progress;
  // Never 100 % before it is finished.
  const percent = t.number(Math.min(0.99, Math.floor(fraction * 100) / 100), { style: 'percent' });
  const step = sayStep(t, { kind, label });
  return (
    <Panel>
      <Bar label={t('progress.bar')} value={fraction} text={t('progress.percent', { percent })} />
      <dl className="facts">
        <dt>{t('progress.step')}</dt><dd><span role="status">{step}</span>{bytes && <span className="step-part"> {sayAmount(t, bytes)}</span>}</dd>
        <dt>{t('progress.left')}</dt><dd>{secondsLeft === undefined ? t('progress.leftUnknown') : t.duration(roundLeft(secondsLeft))}</dd>
        <dt>{t('progress.elapsed')}</dt><dd>{t.duration(elapsedSeconds(progress, { now, since, isLocal }))}</dd>
      </dl>
      <Meanwhile kind={kind} now={now} key={label} />
    </Panel>
  );
}

function sayAmount(t: Words, { done, total }: { done: number; total: number }): string {
  return t('progress.amount', { done: t.bytes(done), total: t.bytes(total) });
}

function Meanwhile({ kind, now }: { kind: string; now: number }) {
  const t = useWords();
  const since = useSince('', now);
  return <Notice title={t('progress.meanwhile')}>{t(`progress.meanwhile.${meanwhile(kind, (now - since) / 1000)}`)}</Notice>;
}
