/** The install while it runs. It runs in the engine: this only looks on. No clock ticks here; it changes when there is news. */
import { useEffect, useMemo, useState } from 'react';
import type { Snapshot } from '../../../shared/protocol/snapshot.ts';
import { diskState } from '../../gui/renderer/screens/progress/disk-state.ts';
import { foldSteps, type StepLine } from '../../gui/renderer/screens/progress/fold-steps.ts';
import { meanwhile } from '../../gui/renderer/screens/progress/meanwhile.ts';
import { roundLeft } from '../../gui/renderer/screens/progress/say-times.ts';
import { bar } from '../bar.ts';
import { gap, heading, lines, text, type Block } from '../block.ts';
import { bothEnds } from '../line.ts';
import { LogPage } from '../log-page.tsx';
import { Page } from '../page.tsx';
import { useSnapshot, useWizard, type Known } from '../wizard-context.ts';
import { shown, type Words } from '../words.ts';
import { fact } from './machine-screen.tsx';

export function ProgressScreen() {
  const wizard = useSnapshot();
  const { t, open, snapshot: { progress, plan, simulation } } = wizard;
  const kinds = useMemo(() => new Map(plan?.steps.map(({ id, kind }) => [id, kind])), [plan]);
  const steps = progress?.steps ?? [];
  const folded = foldSteps(steps, kinds);
  const kind = kinds.get(progress?.stepId ?? '') ?? '';
  const since = useSince(kind);
  const blocks: Block[] = [
    text('lead', t(simulation ? 'progress.leadSimulation' : 'progress.lead')), gap('gap'),
    ...(progress ? running(wizard, progress, kind) : [text('starting', t('progress.starting'))]), gap('gap2'),
    text('meanwhile', t(`progress.meanwhile.${meanwhile(kind, (Date.now() - since) / 1000)}`), 'soft'), gap('gap3'),
    heading('steps', `  ${t.plural('progress.stepsDone', steps.filter(({ state }) => state === 'done').length, { total: steps.length })}`),
    ...folded.map((line) => step(wizard, line)),
  ];
  return <Page id="progress" title={t('progress.title')} blocks={blocks} help={t('text.about.progress')} first="#0"
    more={[{ label: t('text.log.title'), run: () => { open(<LogPage />); } }, { label: t('progress.cancel'), run: () => { open(<CancelPage />); } }]} />;
}

function useSince(kind: string): number {
  const [since, setSince] = useState(() => Date.now());
  useEffect(() => { setSince(Date.now()); }, [kind]);
  return since;
}

function running({ t, terminal }: Known, { fraction, label, bytes, secondsLeft }: NonNullable<Snapshot['progress']>, kind: string): Block[] {
  // Never 100 % before it is finished.
  const percent = t.number(Math.min(0.99, Math.floor(fraction * 100) / 100), { style: 'percent' });
  const amount = bytes ? ` (${t('progress.amount', { done: t.bytes(bytes.done), total: t.bytes(bytes.total) })})` : '';
  return [
    lines('bar', (width) => [[{ text: `  ${bar(fraction, width - 14, terminal)} ${percent}`, bold: true }]]),
    fact('now', t('progress.step'), [[shown(`${sayStep(t, { kind, label })}${amount}`, terminal)]]),
    fact('left', t('progress.left'), [[secondsLeft === undefined ? t('progress.leftUnknown') : t.duration(roundLeft(secondsLeft))]]),
  ];
}

/** The engine's own label is English and knows more; in other languages the kind of step says it. */
export function sayStep(t: Words, { kind, label }: Pick<StepLine, 'kind' | 'label'>): string {
  return t.language === 'en' ? label : t.maybe(`progress.kind.${kind}`) ?? label;
}

const marks = { done: '+', running: '>', 'to-come': ' ' };

function step({ t, terminal }: Known, line: StepLine): Block {
  const part = line.total > 1 && line.state !== 'done' ? ` (${t('progress.partly', { done: line.done, total: line.total })})` : '';
  const seconds = line.state === 'done' && line.seconds !== undefined ? t.number(line.seconds, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: line.seconds < 10 ? 1 : 0 }) : t(`progress.state.${line.state}`);
  return lines(line.id, (width) => [[{ text: `  ${bothEnds(`${marks[line.state]} ${shown(sayStep(t, line), terminal)}${part}`, seconds, width - 4)}`, bold: line.state === 'running', dim: line.state === 'to-come' }]]);
}

function CancelPage() {
  const { t, terminal, store, close, view: { snapshot } } = useWizard();
  const disk = shown(snapshot?.plan?.disk.title ?? t('progress.diskUnnamed'), terminal);
  const words = t(`progress.cancel.${diskState({ plan: snapshot?.plan, at: snapshot?.progress?.stepId ?? snapshot?.plan?.steps[0]?.id })}`, { disk });
  const cancel = { label: t('progress.cancel.yes'), run: () => { close(); store.tell({ type: 'install.cancel' }); } };
  return <Page id="cancel" title={t('progress.cancel.title')} blocks={[text('what', words, 'warning')]} help={t('text.about.progress')} more={[cancel]} first="#1" back={{ label: t('progress.cancel.no'), run: close }} />;
}
