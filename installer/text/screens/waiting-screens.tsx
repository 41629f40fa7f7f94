/** When there is nothing to ask: nobody answers yet, the machine is looked at, the plan is made, or something is still open. */
import { useEffect, useRef } from 'react';
import { bar } from '../bar.ts';
import { button, gap, heading, lines, text, type Block } from '../block.ts';
import { refused } from '../findings.ts';
import { Page } from '../page.tsx';
import { errorsOf, stepsFor, type StepId } from '../steps.ts';
import { useSnapshot, useWizard } from '../wizard-context.ts';
import { shown } from '../words.ts';

export function ConnectingScreen() {
  const { t, terminal, view: { reason } } = useWizard();
  const blocks = [text('what', t('text.connecting')), ...(reason === undefined ? [] : [gap('gap'), text('reason', t('text.refusal', { message: shown(reason, terminal) }), 'warning')])];
  return <Page id="connecting" title={t('common.connecting')} blocks={blocks} help={t('text.about.connecting')} />;
}

export function ProbingScreen() {
  const { t } = useWizard();
  return <Page id="probing" title={t('common.probing.title')} blocks={[text('what', t('common.probing.text'))]} help={t('text.about.connecting')} />;
}

export function PlanningScreen() {
  const { t, store, terminal, back, snapshot: { state, measuring } } = useSnapshot();
  const isMeasuring = state === 'measuring';
  const blocks: Block[] = [
    text('what', t(isMeasuring ? 'common.planning.measuring' : 'common.planning.text')),
    ...(measuring ? [gap('gap'), lines('bar', (width) => [[{ text: `  ${bar(measuring.fraction, width - 14, terminal)} ${t.number(measuring.fraction, { style: 'percent', maximumFractionDigits: 0 })}` }]])] : []),
  ];
  const skip = { label: t('common.planning.skip'), run: () => { store.tell({ type: 'measure.cancel' }); } };
  return <Page id="planning" title={t('common.planning.title')} blocks={blocks} help={t('text.about.planning')} more={isMeasuring ? [skip] : []} back={back} />;
}

/** The review, when it cannot be made yet: what is missing, and a way to each of it. */
export function OpenScreen() {
  const wizard = useSnapshot();
  const { t, store, go, back, snapshot } = wizard;
  const errors = errorsOf(snapshot);
  const steps = stepsFor(snapshot);
  const blocks: Block[] = errors.length === 0 ? [text('ready', t('common.open.ready'))] : [
    text('lead', t.plural('common.open.lead', errors.length)), gap('gap'),
    ...errors.flatMap((finding, index): Block[] => {
      const step: StepId | undefined = steps.find(({ id }) => id === finding.section)?.id;
      const title = step === undefined ? heading(`title-${index}`, `  ${t('review.title')}`) : button(`go-${index}`, t('common.open.go', { step: t(`${step}.title`) }), () => { go(step); });
      return [refused(title, [finding], wizard), gap(`gap-${index}`)];
    }),
  ];
  // A slow machine's preview may still be of the answers before: who came to review wants the plan as soon as there can be one.
  const isReady = snapshot.preview?.ok === true;
  const wasReady = useRef(isReady);
  useEffect(() => {
    if (isReady && !wasReady.current) store.tell({ type: 'plan.make' });
    wasReady.current = isReady;
  }, [isReady, store]);
  const make = { label: t('common.open.make'), run: () => { store.tell({ type: 'plan.make' }); } };
  return <Page id="open" title={t('review.title')} blocks={blocks} help={t('text.about.review')} more={errors.length === 0 ? [make] : []} back={back} />;
}
