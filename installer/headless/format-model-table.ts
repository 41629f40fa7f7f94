/** The table of models: a part for each purpose, a line for each model, and below what the marks in it mean. Pure. */
import type { Candidate } from '../../shared/choice/choice.ts';
import { nameOf } from '../../shared/choice/choose-model.ts';
import { purposeNames, serves, usualContext } from '../../shared/choice/judge-models.ts';
import { allLayers } from '../../shared/choice/split-layers.ts';
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatBinaryBytes, formatBytes } from '../../shared/machine/format-bytes.ts';
import { wrap } from '../../shared/machine/wrap.ts';
import type { Purpose } from '../../shared/models/catalogue.ts';
import type { ModelsReport } from './format-models.ts';
import { formatBar, formatFirst, formatRange } from './format-prediction.ts';
import { paint, type Screen } from './screen.ts';

interface Table { report: ModelsReport; screen: Screen; shown: Candidate[]; nameWidth: number; stacked: boolean; fullBar: number }

/** Tokens per second of a full bar at most: three or four times as fast as people read, where more is no longer better. */
const plenty = 20;

/** When a purpose was asked for, only what can serve it. */
export function formatTable(report: ModelsReport, screen: Screen): string[] {
  const shown = report.candidates.filter(({ model }) => !report.purposeGiven || serves(model, report.request));
  const nameWidth = Math.max(20, ...shown.map(({ model }) => nameOf(model).length));
  const table: Table = {
    report, screen, shown, nameWidth, stacked: screen.columns < 2 + nameWidth + figures + restWidth,
    fullBar: Math.min(plenty, Math.max(0, ...shown.filter(runs).map(({ prediction }) => prediction?.generation.high ?? 0))),
  };
  return [...[...Map.groupBy(shown, ({ model }) => model.purpose)].flatMap(([purpose, group]) => ['', ...formatPurpose(purpose, group, table)]), ...legend(table)];
}

/** Columns of file and need; of range and first token. */
const [fileWidth, needWidth, rangeWidth, firstWidth] = [8, 9, 8, 8];
const figures = fileWidth + needWidth + 2;
const restWidth = rangeWidth + firstWidth;

/** Smaller ones first: the eye finds where they stop fitting. */
function formatPurpose(purpose: Purpose, group: Candidate[], table: Table): string[] {
  const { report, screen, nameWidth, stacked } = table;
  const title = `For ${purposeNames[purpose]}`;
  const speeds = report.measurement ? `Tokens/s${'First'.padStart(barWidth(table) + restWidth - 9)}` : 'Fits';
  const heading = stacked ? title : `${title.padEnd(nameWidth + 2)}${'File'.padStart(fileWidth)}${'Needs'.padStart(needWidth)}  ${speeds}`;
  const sorted = [...group].sort((a, b) => a.need.total - b.need.total);
  return [paint('bold', heading, screen), ...sorted.flatMap((each) => formatCandidate(each, table))];
}

function formatCandidate(candidate: Candidate, table: Table): string[] {
  const { screen, nameWidth, stacked } = table;
  const { model, need } = candidate;
  const [file, memory] = [formatBytes(model.file.bytes), formatBinaryBytes(need.total)];
  const name = `${markOf(candidate, table)} ${escapeForTerminal(nameOf(model))}`;
  const lines = stacked
    ? [name, ...wrap(`    ${file}, needs ${memory}: ${inWords(candidate)}`, screen.columns)]
    : [`${name.padEnd(nameWidth + 2)}${file.padStart(fileWidth)}${memory.padStart(needWidth)}  ${inColumns(candidate, table)}`.trimEnd()];
  const sentence = sentenceFor(candidate, table);
  const style = isChosen(candidate, table) ? 'green' : runs(candidate) ? undefined : 'dim';
  return [...lines, ...sentence === undefined ? [] : wrap(`    ${escapeForTerminal(sentence)}`, screen.columns)].map((line) => paint(style, line, screen));
}

function runs({ verdict }: Candidate): boolean {
  return verdict !== 'too-big';
}

function isChosen({ model }: Candidate, { report }: Table): boolean {
  return model.id === report.choice.model?.id;
}

function markOf(candidate: Candidate, table: Table): string {
  if (isChosen(candidate, table)) return '*';
  return candidate.verdict === 'licence' ? 'L' : candidate.verdict === 'unverified' ? '?' : ' ';
}

function inWords(candidate: Candidate): string {
  const { prediction } = candidate;
  if (!runs(candidate)) return 'no';
  return [...(prediction ? [`${formatRange(prediction)} tokens/s, first after ${formatFirst(prediction)}`] : ['fits']), ...placeOf(candidate)].join(', ');
}

function inColumns(candidate: Candidate, table: Table): string {
  const { prediction } = candidate;
  if (!runs(candidate)) return swaps(candidate, table) ? 'no, it would swap' : 'no';
  if (!prediction) return ['yes', ...placeOf(candidate)].join(', ');
  const width = barWidth(table);
  const bar = width > 0 ? `${formatBar(prediction, table.fullBar, width - 1, table.screen)} ` : '';
  return `${bar}${formatRange(prediction).padStart(rangeWidth - 1)}${formatFirst(prediction).padStart(firstWidth)}`;
}

/** Its space included; none where it would say too little. */
function barWidth({ screen, nameWidth }: Table): number {
  const width = Math.min(21, screen.columns - 2 - nameWidth - figures - restWidth + 1);
  return width >= 5 ? width : 0;
}

function placeOf({ gpuLayers, model }: Candidate): string[] {
  if (gpuLayers === 0) return [];
  return [gpuLayers >= allLayers(model) ? 'on the GPU' : `${gpuLayers}/${allLayers(model)} on the GPU`];
}

/** Need and memory stand in the table already. */
function swaps({ verdict, reason }: Candidate, { stacked }: Table): boolean {
  return !stacked && verdict === 'too-big' && reason.endsWith('it would swap');
}

/** What neither its line nor the legend says. */
function sentenceFor(candidate: Candidate, table: Table): string | undefined {
  const { verdict, reason, model, prediction } = candidate;
  switch (verdict) {
    case 'fits': case 'licence': case 'unverified': return table.report.measurement && !prediction && candidate.gpuLayers > 0 && !table.stacked ? 'split between GPU and CPU: how fast was not measured' : undefined;
    // The heading says what it is made for.
    case 'not-asked-for': return model.purpose === table.report.request.purpose ? reason : undefined;
    case 'too-big': return swaps(candidate, table) ? undefined : reason;
    case 'too-slow': return reason;
  }
}

function legend({ shown, report: { request, measurement }, screen }: Table): string[] {
  const licences = new Map(shown.filter(({ verdict }) => verdict === 'licence').map(({ model: { licence } }) => [licence.id, licence.name]));
  const context = request.context === undefined ? `${usualContext} tokens of context, or all that it was trained for` : `${request.context} tokens of context`;
  const lines = [
    ...(shown.length > 0 ? [`Needs: memory with ${context}, and what the system itself takes.`] : []),
    ...(measurement ? ['Tokens/s: how fast an answer is written. First: until it begins, after 512 tokens.'] : []),
    ...(licences.size > 0 ? [`L: under a licence that must be accepted: ${[...licences].map(([id, name]) => `--accept-licence ${id} (${name})`).join(', ')}.`] : []),
    ...(shown.some(({ verdict }) => verdict === 'unverified') ? ['?: with a digest or size that nobody could verify: --allow-unverified.'] : []),
  ];
  return lines.flatMap((line, index) => [...(index === 0 ? [''] : []), ...wrap(escapeForTerminal(line), screen.columns).map((each) => paint('dim', each, screen))]);
}
