/** The plan in words, before anything is written, and the button that begins it. */
import { useState } from 'react';
import type { PlanView } from '../../../shared/protocol/snapshot.ts';
import { sayFacts, sayModel, sayRange } from '../../gui/renderer/screens/ai/say-model.ts';
import { confirmDigits, isConfirmed } from '../../gui/renderer/screens/review/confirm-digits.ts';
import { losesData, splitSteps } from '../../gui/renderer/screens/review/read-plan.ts';
import { partsAfter } from '../../gui/renderer/screens/storage/disk-parts.ts';
import { lostParts } from '../../../shared/plan/lost-parts.ts';
import { keptParts, sayKeptModels, sayUse } from '../../gui/renderer/screens/storage/say-disk.ts';
import { button, field, gap, heading, lines, text, together, type Block } from '../block.ts';
import { diskFigure } from '../disk-figure.ts';
import { Page } from '../page.tsx';
import { useSnapshot, useWizard, type Known } from '../wizard-context.ts';
import { said, shown } from '../words.ts';
import { answerBlocks } from './answer-blocks.ts';
import { driverBlocks } from './driver-blocks.ts';
import { firstBootBlocks } from './first-boot-blocks.ts';
import { fact } from './machine-screen.tsx';
import { SavePage, UserDataPage } from './user-data-page.tsx';

export function ReviewScreen() {
  const wizard = useSnapshot();
  const { t, back, snapshot: { plan } } = wizard;
  // Between two messages the plan may be on its way.
  if (!plan) return <Page id="review-none" title={t('review.title')} blocks={[]} help={t('text.about.review')} back={back} />;
  return <Reviewed key={plan.hash} plan={plan} wizard={wizard} />;
}

function Reviewed({ plan, wizard }: { plan: PlanView; wizard: Known }) {
  const { t, store, terminal, back, snapshot: { disks, answers } } = wizard;
  const [typed, setTyped] = useState('');
  const [isAsking, setAsking] = useState(false);
  const { path, identity: { serial, wwn, bytes } } = plan.disk;
  const wanted = losesData(plan) ? confirmDigits({ path, serial, wwn, bytes }, disks) : undefined;
  const isReady = wanted === undefined || isConfirmed(typed, wanted);
  const install = (): void => {
    if (!isReady || isAsking) return;
    setAsking(true);
    store.ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName }).catch((error: unknown) => { store.refuse(error); }).finally(() => { setAsking(false); });
  };
  const blocks: Block[] = [
    text('lead', t(losesData(plan) ? 'review.leadLost' : 'review.lead')), text('how', t(wanted ? 'text.review.lost' : 'text.review'), 'soft'), gap('gap'),
    ...warnings(wizard, plan), ...disk(wizard, plan), gap('gap2'), ...model(wizard, plan), gap('gap3'),
    ...answerBlocks(wizard), gap('gap4'), ...firstBootBlocks(wizard, plan, answers.security.profile), gap('gap5'),
    button('steps', t.plural('review.steps', plan.steps.length), () => { wizard.open(<PlanPage plan={plan} />); }),
    button('save', t('review.userData.save'), () => { wizard.open(<SavePage title={t('review.userData')} save={(volume) => ({ type: 'spec.save', volume })} />); }, t('review.userDataLead')),
    button('show', t('review.userData.show'), () => { wizard.open(<UserDataPage />); }), gap('gap6'),
    heading('confirm', `  ${t('review.confirm')}`),
    ...(wanted ? [
      text('why', t('review.confirm.why'), 'warning'),
      marked(t(`review.confirm.${wanted.from}`), shown(wanted.whole, terminal), wanted.digits.length),
      together(field({ id: 'digits', label: t('review.confirm.type', { count: wanted.digits.length }), value: typed, change: setTyped, detail: t('review.confirm.help') }),
        text('ready', t(isReady ? 'review.confirm.right' : 'review.confirm.open'), isReady ? 'success' : 'soft', 4)),
    ] : []),
  ];
  const begin = { label: t(plan.resumes ? 'review.goOn' : 'review.install'), run: install };
  return <Page id={`review ${plan.hash}`} title={t('review.title')} blocks={blocks} help={t('text.about.review')} more={[isReady ? begin : { label: t('review.confirm'), run: () => 'digits' }]} first="#0" fromTop back={back} />;
}

/** The whole number as it stands on the label, with the digits that are meant underlined. */
function marked(name: string, whole: string, count: number): Block {
  let left = count;
  const spans = [...whole].reverse().map((character) => {
    const isMeant = left > 0 && /[0-9]/.test(character);
    if (isMeant) left -= 1;
    return { text: character, bold: true, ...(isMeant ? { underline: true } : {}) };
  }).reverse();
  return lines('number', () => [[{ text: `  ${name}: ` }, ...spans]]);
}

function warnings({ t, terminal }: Known, plan: PlanView): Block[] {
  if (plan.warnings.length === 0) return [];
  return [heading('warnings', `  ${t.plural('review.warnings', plan.warnings.length)}`), ...plan.warnings.map((warning, index) => text(`warning-${index}`, t('text.refusal', { message: shown(t.finding(warning), terminal) }), 'warning')), gap('warnings-gap')];
}

function disk({ t, terminal }: Known, plan: PlanView): Block[] {
  const { disk: { title, path, before, after, identity }, resumes, steps } = plan;
  const { destroying } = splitSteps(steps);
  const lost = losesData(plan) ? [
    text('lost', t('review.lost'), 'danger'),
    ...lostParts(before).map(({ label, content }, index) => text(`lost-${index}`, shown(`- ${content} - ${label}`, terminal), 'danger', 4)),
    ...(destroying.length > 0 ? [text('lost-by', `${t.plural('review.lostBy', destroying.length)}:`), ...destroying.map(({ id, sentence }) => text(`by-${id}`, shown(`- ${said(t, sentence)}`, terminal), 'plain', 4))] : []),
  ] : resumes ? [text('resumes', `${t('review.resumes')}. ${t('review.resumesText')}`, 'warning')] : [text('nothing', t('review.nothingLost'), 'success')];
  return [
    heading('disk', `  ${t('review.disk')}`), text('disk-title', shown(`${title} (${path})`, terminal), 'strong'), ...lost,
    ...(keptParts(before).length > 0 ? [text('kept', shown(`${t('storage.kept.title')}: ${sayKeptModels(t, before)}`, terminal), 'success')] : []), gap('disk-gap'),
    diskFigure({ id: 'after', title: t('review.after'), parts: partsAfter(after, identity.bytes), say: (part) => sayUse(t, part), t, terminal }),
  ];
}

function model(wizard: Known, { ai: { model: chosen, prediction, agent }, drivers }: PlanView): Block[] {
  const { t, terminal, snapshot: { machine } } = wizard;
  return [
    heading('model', `  ${t('review.model')}`),
    ...(chosen ? [
      fact('model-name', t('review.modelName'), [[shown(sayModel(t, chosen), terminal)]], 22), fact('model-size', t('review.modelSize'), [[shown(sayFacts(t, chosen), terminal)]], 22),
      ...(prediction ? [fact('model-speed', t('review.modelSpeed'), [[sayRange(t, prediction.generation)]], 22)] : []),
      ...(agent ? [fact('model-context', t('review.modelContext'), [[t('review.tokens', { count: agent.context })]], 22)] : []),
    ] : [text('no-model', t('review.noModel'))]),
    ...((machine?.accelerators.length ?? 0) > 0 ? driverBlocks(wizard, drivers) : []),
  ];
}

function PlanPage({ plan }: { plan: PlanView }) {
  const { t, terminal, close } = useWizard();
  const blocks = [
    text('about', t('review.stepsText', { hash: plan.hash.slice(0, 12) })), gap('gap'),
    ...plan.steps.map(({ id, sentence, destroys }, index) => text(id, shown(`${index + 1}. ${said(t, sentence)}`, terminal), destroys ? 'danger' : 'plain')),
  ];
  return <Page id="plan" title={t.plural('review.steps', plan.steps.length)} blocks={blocks} help={t('text.about.review')} back={{ label: t('common.close'), run: close }} />;
}
