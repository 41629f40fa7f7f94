/** What was measured and what it means, for people. Pure. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatBinaryBytes, formatBytes } from '../../shared/machine/format-bytes.ts';
import { wrap } from '../../shared/machine/wrap.ts';
import type { DeviceMeasurement, Measurement } from '../../shared/measure/measurement.ts';
import { formatTable } from './format-model-table.ts';
import type { ModelsReport } from './format-models.ts';
import { labelled, paint, type Screen } from './screen.ts';

/** @param saved where the measurement was kept; undefined when there was no place for it */
export function formatBench(report: ModelsReport & { measurement: Measurement }, saved: string | undefined, screen: Screen): string {
  const { measurement } = report;
  const { memoryBandwidth: memory, noise, seconds, peakBytes, runtime, findings } = measurement;
  return [
    ...labelled('Measured', `in ${Math.round(seconds)} s with llama.cpp ${runtime}, ${formatBinaryBytes(peakBytes)} of memory at most, ±${Math.round(noise * 100)}%`, screen),
    ...(memory ? labelled('Memory', `${formatBytes(memory.bytesPerSecond)}/s read by ${memory.threads} ${memory.threads === 1 ? 'thread' : 'threads'}`, screen) : []),
    ...measurement.devices.flatMap((device, index) => labelled(index === 0 ? 'Devices' : '', describeDevice(device), screen)),
    ...formatTable(report, screen),
    '', ...labelled(report.choice.model ? 'Choice' : 'No model', report.choice.reason, screen),
    ...findings.flatMap((finding, index) => [...(index === 0 ? [''] : []), ...labelled(index === 0 ? 'Findings' : '', finding, screen)]),
    '', ...wrap(escapeForTerminal(saved === undefined ? 'It could not be kept; bench --json > FILE and models --measurement FILE will do.' : `Kept in ${saved} for cognos-install models.`), screen.columns).map((line) => paint('dim', line, screen)),
    '',
  ].join('\n');
}

function describeDevice({ device, name, threads, slices }: DeviceMeasurement): string {
  const what = device === 'cpu' ? `CPU with ${threads} ${threads === 1 ? 'thread' : 'threads'}` : `${device} (${name})`;
  return `${what}: ${slices.map(({ quantisation, layers, generation }) => `${layers} layers ${quantisation} ${formatMilliseconds(generation.least)} a token`).join(', ')}`;
}

function formatMilliseconds(seconds: number): string {
  const milliseconds = seconds * 1000;
  return `${milliseconds < 9.95 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
