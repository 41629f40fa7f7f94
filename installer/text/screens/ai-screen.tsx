/** Which language model, how fast it will be here, and what it runs on. */
import { gpuRoom } from '../../../shared/choice/gpu-room.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { AiAnswers } from '../../../shared/protocol/answers.ts';
import type { AiOffer } from '../../../shared/protocol/snapshot.ts';
import { findingAt, findingsOf } from '../../gui/renderer/screens/findings-at.ts';
import { accelerationPaths, needsEnrolment } from '../../gui/renderer/screens/ai/acceleration-paths.ts';
import { canBeAdded, memoryTogether } from '../../gui/renderer/screens/ai/further-models.ts';
import { judgeRows, type Row } from '../../gui/renderer/screens/ai/judge-rows.ts';
import { languagesOf } from '../../gui/renderer/screens/ai/languages-of.ts';
import { sayFacts, sayModel, sayTokens } from '../../gui/renderer/screens/ai/say-model.ts';
import { wordsPerMinute } from '../../gui/renderer/screens/ai/speed.ts';
import { button, gap, heading, option, picker, text, type Block } from '../block.ts';
import { driverBlocks } from './driver-blocks.ts';
import { refused, remaining, rest } from '../findings.ts';
import { ListPage, type Entry } from '../list-page.tsx';
import { measureBlocks } from './measure-blocks.ts';
import { chosenBlocks, describeRow, sayAutomatic } from './model-blocks.tsx';
import { Page } from '../page.tsx';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { shown, shownLines } from '../words.ts';

export interface Ai { wizard: Known; machine: Machine; ai: AiOffer; rows: readonly Row[]; row: Row | undefined; set(change: Partial<AiAnswers>): void }

export function AiScreen() {
  const wizard = useSnapshot();
  const { t, store, next, back, snapshot } = wizard;
  const { ai, machine, preview, answers: { ai: answers } } = snapshot;
  const about = { title: t('ai.title'), help: t('text.about.ai'), next, back };
  if (!ai || !machine) return <Page id="ai-waiting" {...about} blocks={[text('waiting', t('ai.waiting'))]} />;
  const set = (change: Partial<AiAnswers>): void => { store.answer({ section: 'ai', value: without({ ...answers, ...change }) }, 'now'); };
  const rows = judgeRows(ai.candidates, machine, answers, { gpu: gpuMemory(machine, wizard), disk: ai.modelsRoom });
  const automatic = answers.model === 'auto' && preview?.ai ? preview.ai.model?.id : ai.automatic?.model;
  const row = rows.find(({ candidate }) => candidate.model.id === (answers.model === 'auto' ? automatic : answers.model));
  const part: Ai = { wizard, machine, ai, rows, row, set };
  const blocks: Block[] = [
    text('lead', t('ai.lead')),
    ...remaining(rest(findingsOf(preview), 'ai', /^cognos\.ai\.(model|min_tokens_per_second|context|accept_licences|allow_unverified|acceleration|instances)/), wizard), gap('gap'),
    ...choice(part, automatic), gap('gap2'),
    ...(row ? [...chosenBlocks(part, row), gap('gap3')] : []),
    ...wishes(part), gap('gap4'), ...measureBlocks(wizard), gap('gap5'),
    ...acceleration(part), ...(row ? [gap('gap6'), ...further(part, row)] : []),
  ];
  return <Page id="ai" {...about} blocks={blocks} />;
}

/** A wish that was taken back is left out: JSON has no undefined. */
function without(answers: AiAnswers): AiAnswers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)) as unknown as AiAnswers;
}

function gpuMemory(machine: Machine, { snapshot: { drivers } }: Known): number {
  return gpuRoom(machine, drivers).devices.reduce((sum, { memory }) => sum + ('bytes' in memory ? memory.bytes : 0), 0);
}

export function withFinding(block: Block, { wizard }: Pick<Ai, 'wizard'>, key: string): Block {
  const finding = findingAt(findingsOf(wizard.snapshot.preview), `cognos.ai.${key}`);
  return refused(block, finding ? [finding] : [], wizard);
}

function choice(part: Ai, automatic: string | undefined): Block[] {
  const { wizard, rows, set } = part;
  const { t, terminal, snapshot: { answers: { ai: answers } } } = wizard;
  const possible = rows.filter(({ disabled }) => !disabled).length;
  const own = rows.find(({ candidate }) => candidate.model.id === answers.model)?.candidate.model;
  const entries = rows.map((row): Entry => ({ id: row.candidate.model.id, label: shown(`${sayModel(t, row.candidate.model)} - ${t(`ai.verdict.${row.candidate.verdict}`)}`, terminal), detail: shownLines(describeRow(part, row), terminal), disabled: row.disabled }));
  return [
    heading('model', `  ${t('ai.model')}`),
    option({ id: 'auto', kind: 'one', on: answers.model === 'auto', label: `${t('ai.auto')} (${t('ai.recommended')})`, detail: shownLines(sayAutomatic(part, automatic), terminal), set: () => { set({ model: 'auto' }); } }),
    ...(own ? [option({ id: 'own', kind: 'one', on: true, label: shown(sayModel(t, own), terminal), detail: shown(sayFacts(t, own), terminal), set: () => undefined })] : []),
    option({ id: 'none', kind: 'one', on: answers.model === 'none', label: t('ai.none'), detail: t('ai.none.text'), set: () => { set({ model: 'none' }); } }),
    withFinding(button('catalogue', t.plural('ai.catalogue', possible), () => {
      wizard.open(<ListPage title={t('ai.model')} entries={entries} chosen={own?.id} choose={(model) => { set({ model }); }} />);
    }), part, 'model'),
    withFinding(option({ id: 'unverified', kind: 'many', on: answers.allowUnverified, label: t('ai.unverified'), detail: t('ai.unverified.help'), set: () => { set({ allowUnverified: !answers.allowUnverified }); } }), part, 'allow_unverified'),
  ];
}

const purposes = ['general', 'code', 'multilingual', 'medical', 'legal'] as const;
const floors = [3, 5, 10, 20];
const any = 'any';

function wishes(part: Ai): Block[] {
  const { wizard, ai, set } = part;
  const { t, terminal, snapshot: { answers: { ai: answers } } } = wizard;
  const floor = answers.minTokensPerSecond;
  const languages = [{ id: any, label: t('ai.language.any') }, ...languagesOf(ai.candidates, t.language).map(({ code, name }) => ({ id: code, label: name }))];
  const all = floor === undefined || floors.includes(floor) ? floors : [...floors, floor].sort((a, b) => a - b);
  const speeds = [{ id: any, label: t('ai.speed.any') }, ...all.map((value) => ({ id: String(value), label: t('ai.speed.floor', { speed: sayTokens(t, value), words: wordsPerMinute(value) }) }))];
  const row = (id: string, label: string, list: Entry[], chosen: string, choose: (id: string) => void): Block => {
    const entries = list.map((entry) => ({ ...entry, label: shown(entry.label, terminal) }));
    return picker(id, label, entries.find((entry) => entry.id === chosen)?.label ?? chosen, () => { wizard.open(<ListPage title={label} entries={entries} chosen={chosen} choose={choose} />); }, t('text.list.open'));
  };
  return [
    heading('wishes', `  ${t('ai.wishes')}`),
    row('purpose', t('ai.purpose'), purposes.map((id) => ({ id, label: t(`ai.purpose.${id}`) })), answers.purpose, (id) => { set({ purpose: id as AiAnswers['purpose'] }); }),
    row('language', t('ai.language'), languages, answers.language ?? any, (id) => { set({ language: id === any ? undefined : id }); }),
    withFinding(row('speed', t('ai.speed'), speeds, floor === undefined ? any : String(floor), (id) => { set({ minTokensPerSecond: id === any ? undefined : Number(id) }); }), part, 'min_tokens_per_second'),
  ];
}

function acceleration(part: Ai): Block[] {
  const { wizard, machine, set } = part;
  const { t, snapshot: { drivers, answers: { ai: answers } } } = wizard;
  const paths = accelerationPaths(machine, answers.acceleration);
  const options = paths.length === 1 ? [text('acceleration-none', t('ai.acceleration.none'), 'soft')]
    : paths.map((path) => option({ id: `path-${path}`, kind: 'one', on: answers.acceleration === path, label: t(`ai.acceleration.${path}`), detail: t(`ai.acceleration.${path}Text`), set: () => { set({ acceleration: path }); } }));
  const enrols = answers.enrolKey === 'ask';
  return [
    heading('acceleration', `  ${t('ai.acceleration')}`), ...options.slice(0, -1), ...options.slice(-1).map((block) => withFinding(block, part, 'acceleration')),
    ...(machine.accelerators.length === 0 ? [] : [option({ id: 'vendor', kind: 'many', on: answers.vendorRepositories, label: t('ai.vendor'), detail: t('ai.vendor.help'), set: () => { set({ vendorRepositories: !answers.vendorRepositories }); } })]),
    ...(needsEnrolment(machine) ? [option({ id: 'enrol', kind: 'many', on: enrols, label: t('ai.mok'), detail: `${t('ai.mok.help')} ${t(enrols ? 'ai.mok.steps' : 'ai.mok.off')}`, set: () => { set({ enrolKey: enrols ? 'never' : 'ask' }); } })] : []),
    ...(drivers && machine.accelerators.length > 0 ? driverBlocks(wizard, drivers) : []),
  ];
}

function further(part: Ai, { candidate: first }: Row): Block[] {
  const { wizard, machine, ai, set } = part;
  const { t, terminal, snapshot: { answers: { ai: answers } } } = wizard;
  const taken = answers.more.flatMap((id) => ai.candidates.find(({ model }) => model.id === id) ?? []);
  const free = canBeAdded(ai.candidates, [first.model.id, ...answers.more]);
  const need = memoryTogether(first, taken);
  const entries = free.map(({ model }) => ({ id: model.id, label: shown(sayModel(t, model), terminal), detail: shown(sayFacts(t, model), terminal) }));
  return [
    heading('more', `  ${t('ai.more')}`), text('more-lead', t('ai.more.lead'), 'soft'),
    ...taken.map(({ model }) => button(`remove-${model.id}`, shown(t('ai.more.removeLabel', { model: sayModel(t, model) }), terminal), () => { set({ more: answers.more.filter((id) => id !== model.id) }); })),
    ...(taken.length === 0 ? [] : [
      text('together', t(need > machine.memory.bytes ? 'ai.more.tooMuch' : 'ai.more.together', { need: t.bytes(need, 'binary'), have: t.bytes(machine.memory.bytes, 'binary') }), need > machine.memory.bytes ? 'warning' : 'plain'),
      text('more-disk', t('ai.more.disk', { bytes: t.bytes(taken.reduce((sum, { model }) => sum + model.file.bytes, 0)) }), 'soft'),
    ]),
    free.length === 0 ? text('more-none', t('ai.more.unavailable'), 'soft')
      : withFinding(button('more-add', t('ai.more.choose'), () => { wizard.open(<ListPage title={t('ai.more.choose')} entries={entries} chosen={undefined} choose={(id) => { set({ more: [...answers.more, id] }); }} />); }), part, 'instances'),
  ];
}
