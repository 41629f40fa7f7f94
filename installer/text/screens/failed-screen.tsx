/** Why it stopped, what state things are in, and every way on. */
import { kindOfFailure } from '../../gui/renderer/screens/failed/kind-of-failure.ts';
import { diskState } from '../../gui/renderer/screens/progress/disk-state.ts';
import type { FailureView } from '../../../shared/protocol/snapshot.ts';
import { button, gap, heading, text, type Block } from '../block.ts';
import { Page } from '../page.tsx';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { shown } from '../words.ts';
import { fact } from './machine-screen.tsx';
import { sayStep } from './progress-screen.tsx';
import { SavePage } from './user-data-page.tsx';

export function FailedScreen() {
  const wizard = useSnapshot();
  const { t, store, open, snapshot: { failure, plan } } = wizard;
  if (!failure) return <Page id="failed-none" title={t('failed.title')} blocks={[]} help={t('text.about.failed')} />;
  const { code, action, resumable, stepId, logs, logsFailed } = failure;
  const kind = kindOfFailure(code);
  const resume = { label: t('failed.resume'), run: () => { store.tell({ type: 'install.retry' }); } };
  const restart = { label: t('failed.restart'), run: () => { store.tell({ type: 'install.restart' }); } };
  const blocks: Block[] = [
    text('lead', t(`failed.lead.${kind}`)), gap('gap'), ...cause(wizard, failure), gap('gap2'),
    heading('next', `  ${t('failed.next')}`), text('action', shown(t.maybe(`failed.action.${code}`) ?? action, wizard.terminal), 'strong'),
    text('ways', `${resumable ? `${t('failed.resumeText')} ` : ''}${t('failed.restartText')}`, 'soft'), gap('gap3'),
    heading('help', `  ${t('failed.help')}`), text('help-lead', t('failed.helpLead'), 'soft'),
    ...(logs === undefined ? [] : [text('logs', shown(t('failed.logsSaved', { path: logs }), wizard.terminal), 'success')]),
    ...(logsFailed === undefined ? [] : [text('logs-failed', shown(t('failed.logsFailed', { why: logsFailed }), wizard.terminal), 'warning')]),
    button('save', t('failed.saveLogs'), () => { open(<SavePage title={t('failed.saveLogs')} save={(volume) => ({ type: 'logs.save', volume })} />); }),
    button('console', t('failed.console'), () => { store.tell({ type: 'console.show' }); }, t('text.console')),
    button('power', t('failed.powerOff'), () => { store.tell({ type: 'power', action: 'poweroff' }); }), gap('gap4'),
    heading('details', `  ${t('failed.details')}`), fact('code', t('failed.code'), [[code]]),
    ...(stepId === undefined ? [] : [fact('step', t('failed.step'), [[shown(stepId, wizard.terminal)]])]), ...(plan ? [fact('plan', t('failed.plan'), [[plan.hash.slice(0, 12)]])] : []),
  ];
  return <Page id="failed" title={t(`failed.title.${kind}`)} blocks={blocks} help={t('text.about.failed')} more={[...(resumable ? [resume] : []), restart]} first="#0" />;
}

function cause({ t, terminal, snapshot: { plan, progress } }: Known, { code, message, stepId }: FailureView): Block[] {
  const words = t.maybe(`failed.cause.${code}`);
  const step = plan?.steps.find(({ id }) => id === stepId);
  const disk = t(`failed.disk.${diskState({ plan, at: stepId ?? progress?.stepId })}`, { disk: shown(plan?.disk.title ?? '', terminal) });
  return [
    heading('cause', `  ${t('failed.cause')}`), ...(words === undefined ? [] : [text('cause-words', words)]),
    // The words of the tool that failed: in English, and to be searched for as they are.
    ...(words === undefined || code !== 'cancelled' ? [text('message', shown(message, terminal), 'danger', words === undefined ? 2 : 4)] : []),
    ...(step ? [text('in-step', shown(t('failed.inStep', { step: sayStep(t, step) }), terminal))] : []), text('disk', disk),
  ];
}
