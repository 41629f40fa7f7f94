/** Models in words, and the one that will be installed: speed, length of a conversation, licence. */
import { patience } from '../../../shared/choice/patience.ts';
import type { Prediction } from '../../../shared/measure/measurement.ts';
import { betterThan, smallestTooBig } from '../../gui/renderer/screens/ai/better-model.ts';
import { contextBytes, contextStops, contextWords, fitWith, stopFor, usualFor } from '../../gui/renderer/screens/ai/context-cost.ts';
import type { Row } from '../../gui/renderer/screens/ai/judge-rows.ts';
import { sayFacts, sayLanguages, sayModel, sayRange, sayWhy, sayWordsPerMinute } from '../../gui/renderer/screens/ai/say-model.ts';
import { paceOf, speedBar, speedScale } from '../../gui/renderer/screens/ai/speed.ts';
import { button, heading, lines, option, picker, text, type Block } from '../block.ts';
import { DemoPage } from './demo-page.tsx';
import { ListPage } from '../list-page.tsx';
import { shown } from '../words.ts';
import { withFinding, type Ai } from './ai-screen.tsx';

type Shown = Pick<Ai, 'wizard'>;

export function describeRow({ wizard }: Shown, { candidate, why, memory: host, gpu }: Row): string[] {
  const { t, snapshot: { answers: { ai: { language } } } } = wizard;
  const { model, prediction } = candidate;
  const { need, have } = gpu ?? host;
  const memory = t('ai.memory.share', { need: t.bytes(need, 'binary'), have: t.bytes(have, 'binary') });
  return [
    `${sayFacts(t, model)}, ${t(`ai.purpose.${model.purpose}`)}`,
    `${sentence(sayWhy(t, why, candidate, language))} ${t(gpu ? 'ai.memory.gpu' : 'ai.memory')}: ${memory}.`,
    ...(prediction ? [`${t('ai.speed.label')}: ${sayRange(t, prediction.generation)}`] : []), sayLanguages(t, model),
  ];
}

function sentence(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase() + words.slice(1);
}

export function sayAutomatic(part: Ai, model: string | undefined): string[] {
  const { wizard: { t, snapshot: { answers: { ai: answers } } }, rows } = part;
  const row = rows.find(({ candidate }) => candidate.model.id === model);
  if (!row) {
    const smallest = smallestTooBig(rows);
    return [`${t('ai.auto.nothing')}${smallest ? ` ${t('ai.auto.smallest', { model: sayModel(t, smallest.candidate.model), why: sayWhy(t, smallest.why, smallest.candidate) })}` : ''}`];
  }
  const { prediction, gpuLayers } = row.candidate;
  const why = !prediction ? (gpuLayers === 0 ? 'ai.auto.whyUnmeasured' : 'ai.auto.why') : prediction.generation.likely >= (answers.minTokensPerSecond ?? patience) ? 'ai.auto.whyFast' : 'ai.auto.whySlow';
  const better = betterThan(rows, row.candidate.model.id);
  return [
    `${t('ai.auto.takes', { model: sayModel(t, row.candidate.model) })} ${t(why)}`,
    ...(better ? [t('ai.auto.better', { model: sayModel(t, better.candidate.model), why: sayWhy(t, better.why, better.candidate, answers.language) })] : []),
  ];
}

export function chosenBlocks(part: Ai, row: Row): Block[] {
  const { wizard } = part;
  const { t, terminal } = wizard;
  const { prediction, model } = row.candidate;
  return [
    heading('chosen', shown(`  ${t('ai.chosen', { model: sayModel(t, model) })}`, terminal)),
    ...(prediction ? speed(part, prediction) : [text('unmeasured', t('ai.demo.unmeasured'), 'soft')]),
    context(part, row), ...licence(part, row),
  ];
}

function speed({ wizard, rows }: Ai, prediction: Prediction): Block[] {
  const { t, terminal } = wizard;
  const { generation, firstToken, basis } = prediction;
  const scale = speedScale(rows.map(({ candidate }) => candidate)) ?? generation.high;
  const words = `${sayRange(t, generation)}, ${sayWordsPerMinute(t, generation.likely)}: ${t(`ai.pace.${paceOf(generation)}`)}. ${t('ai.demo.first', { seconds: t.duration(Math.max(1, firstToken.likely)) })}${basis === 'scaled' ? ` ${t('ai.speed.scaled')}` : ''}`;
  return [
    text('speed-words', words), lines('speed-bar', (width) => [[{ text: `  ${bar(speedBar(prediction, scale), Math.min(60, width - 4), terminal.charset)}` }]]),
    text('speed-legend', t('text.speed.legend'), 'soft'),
    button('demo', t('ai.demo'), () => { wizard.open(<DemoPage tokensPerSecond={generation.likely} />); }),
  ];
}

/** Full up to what is sure, pale up to what may be, a mark where people read. */
function bar({ low, high, reading }: { low: number; high: number; reading: number }, width: number, charset: 'utf-8' | 'ascii'): string {
  const [full, pale] = charset === 'utf-8' ? ['\u2588', '\u2591'] : ['#', '-'];
  const cell = (percent: number): number => Math.round(percent / 100 * (width - 1));
  return Array.from({ length: width }, (_, at) => (at === cell(reading) ? '|' : at < Math.max(1, cell(low)) ? full : at < cell(high) ? pale : ' ')).join('').trimEnd();
}

function context(part: Ai, { candidate }: Row): Block {
  const { wizard, machine, ai, set } = part;
  const { t, terminal, snapshot: { answers: { ai: answers } } } = wizard;
  const { model, need, context: asked } = candidate;
  const cost = ai.contextBytesPer1024 ?? need.kv / asked * 1024;
  const stops = contextStops(model.shape.context);
  const now = stops[stopFor(answers.context ?? usualFor(model.shape.context), stops)] ?? model.shape.context;
  const say = (tokens: number): string => t('ai.context.value', { tokens, words: contextWords(tokens) });
  const about = (tokens: number): string => {
    const fit = fitWith(candidate, tokens, cost, machine.memory.bytes);
    return [t('ai.context.cost', { bytes: t.bytes(contextBytes(tokens, cost), 'binary'), need: t.bytes(fit.need, 'binary') }), ...(fit.missing > 0 ? [t('ai.context.missing', { bytes: t.bytes(fit.missing, 'binary') })] : [])].join(' ');
  };
  const entries = stops.map((tokens) => ({ id: String(tokens), label: shown(say(tokens), terminal), detail: about(tokens) }));
  const usual = { id: 'usual', label: t('ai.context.usual'), detail: undefined };
  const block = picker('context', t('ai.context'), shown(say(now), terminal), () => {
    wizard.open(<ListPage title={t('ai.context')} entries={[usual, ...entries]} chosen={answers.context === undefined ? 'usual' : String(now)} choose={(id) => { set({ context: id === 'usual' ? undefined : Number(id) }); }} />);
  }, t('text.list.open'));
  return withFinding({ ...block, draw: (look) => [...block.draw(look), ...text('', about(now), 'soft', 4).draw(look)] }, part, 'context');
}

function licence(part: Ai, { candidate: { model } }: Row): Block[] {
  const { wizard: { t, terminal, snapshot: { answers: { ai: answers } } }, set } = part;
  const { id, name, url, mustAccept } = model.licence;
  const accepted = answers.acceptedLicences.includes(id);
  return [
    text('licence', shown([t('ai.licence.of', { model: sayModel(t, model), licence: name }), t.maybe(`ai.licence.${id}`), t('ai.licence.summary'), url].filter(Boolean).join(' '), terminal), 'soft'),
    ...(mustAccept ? [withFinding(option({
      id: 'accept', kind: 'many', on: accepted, label: shown(t('ai.licence.accept', { licence: name }), terminal),
      set: () => { set({ acceptedLicences: accepted ? answers.acceptedLicences.filter((each) => each !== id) : [...answers.acceptedLicences, id] }); },
    }), part, 'accept_licences')] : []),
  ];
}
