/** `models` for people: what fits, how fast it will be, what else there is to know. Pure; width, colour and letters are given. */
import type { Candidate, ModelChoice, ModelRequest } from '../../shared/choice/choice.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatBinaryBytes } from '../../shared/machine/format-bytes.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { wrap } from '../../shared/machine/wrap.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { formatTable } from './format-model-table.ts';
import { labelled, paint, type Screen } from './screen.ts';

export interface ModelsReport {
  machine: Machine;
  request: ModelRequest;
  /** Without it all purposes are shown alike. */
  purposeGiven: boolean;
  candidates: Candidate[];
  choice: ModelChoice;
  measurement?: Measurement;
  /** Sentences on accelerators whose memory does not count. */
  notCounted: string[];
  drivers: DriverPlan;
  /** The driver plan in short. */
  driverLines: string[];
}

export function formatModels(report: ModelsReport, screen: Screen): string {
  return [
    ...describeMachine(report, screen),
    ...formatTable(report, screen),
    '', ...labelled(report.choice.model ? 'Choice' : 'No model', report.choice.reason, screen),
    '', ...describeAccelerators(report, screen),
    ...(report.driverLines.length > 0 ? ['', paint('bold', 'Drivers', screen), ...report.driverLines.flatMap((line) => wrap(escapeForTerminal(line), screen.columns))] : []),
    ...notes(report, screen), '',
  ].join('\n');
}

function describeMachine({ machine: { cpu, memory }, measurement }: ModelsReport, screen: Screen): string[] {
  const measured = measurement ? `measured ${measurement.takenAt.slice(0, 10)}, ±${Math.round(measurement.noise * 100)}%` : 'speed not measured';
  return labelled('Machine', `${formatBinaryBytes(memory.bytes)} of memory, ${cpu.cores} ${cpu.cores === 1 ? 'core' : 'cores'}; ${measured}`, screen);
}

const use = { llm: 'language models', vision: 'vision models only', 'nothing-yet': 'nothing yet' };

/** Several of one kind are described once. */
function describeAccelerators({ machine: { accelerators }, notCounted }: ModelsReport, screen: Screen): string[] {
  if (accelerators.length === 0) return labelled('Accelerators', 'none; models run on the CPU', screen);
  const kinds = [...Map.groupBy(accelerators, ({ name, runs, why, change }) => JSON.stringify([name, runs, why, change])).values()];
  return kinds.flatMap(([first, ...others], index) => {
    if (!first) return [];
    const { name, runs, memory, why, change } = first;
    const prefix = `${name} is not counted: `;
    const uncounted = notCounted.find((sentence) => sentence.startsWith(prefix));
    const title = `${others.length > 0 ? `${others.length + 1} × ` : ''}${name}${'bytes' in memory ? `, ${formatBinaryBytes(memory.bytes)}` : ''}: ${use[runs]}`;
    const sentences = [why, change, uncounted && `Not counted: ${uncounted.slice(prefix.length)}`].filter((sentence) => sentence !== undefined);
    return [...labelled(index === 0 ? 'Accelerators' : '', title, screen), ...sentences.flatMap((sentence) => labelled('', `  ${sentence}`, screen))];
  });
}

function notes({ measurement }: ModelsReport, screen: Screen): string[] {
  const lines = measurement?.findings ?? ['cognos-install bench measures how fast they would be: within a minute, and nothing is downloaded.'];
  return lines.flatMap((line, index) => [...(index === 0 ? [''] : []), ...wrap(escapeForTerminal(line), screen.columns)]);
}
