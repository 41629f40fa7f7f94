/** A measurement from a file: checked like everything that others may have written. */
import { exitCodes, RefusedError, type Finding } from '../../shared/errors.ts';
import { flag, listOf, matching, oneOf, optional, record, text, type Shape } from '../../shared/machine/shape.ts';
import type { DeviceMeasurement, Measurement, SliceMeasurement } from '../../shared/measure/measurement.ts';
import type { ModelShape } from '../../shared/models/catalogue.ts';

/** A time, a rate, a size: a finite number from 0. */
const amount: Shape<number> = (value, path) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? [] : [[path, 'is no number from 0']]);
/** Nothing takes no time; it would be predicted to be infinitely fast. */
const seconds: Shape<number> = (value, path) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? [] : [[path, 'is no time above 0']]);
/** Far above any model there is; far below what would keep arithmetic busy. */
const number: Shape<number> = (value, path) => (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1e8 ? [] : [[path, 'is no whole number from 1 to 100,000,000']]);

const modelShape = record<ModelShape>({
  architecture: text, layers: number, embedding: number, heads: number, headsKv: number, headDimension: number,
  feedForward: number, vocabulary: number, context: number, tiedEmbedding: flag, slidingWindow: optional(number),
});
const times = record<SliceMeasurement['prompt']>({ least: seconds, median: seconds });
const slice = record<SliceMeasurement>({ shape: modelShape, quantisation: oneOf('Q4_0', 'Q4_K_M', 'Q5_K_M', 'Q8_0'), layers: number, prompt: times, generation: times });
const device = record<DeviceMeasurement>({ device: text, name: text, threads: amount, slices: listOf(slice) });
const measurementShape = record<Measurement>({
  version: oneOf(1), takenAt: matching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/, 'a time such as 2026-11-24T12:00:00Z'), runtime: text, devices: listOf(device),
  memoryBandwidth: optional(record<NonNullable<Measurement['memoryBandwidth']>>({ bytesPerSecond: amount, threads: number })),
  noise: amount, findings: listOf(text), seconds: amount, peakBytes: amount,
});

/** More than every shape of a large catalogue on many devices takes. */
export const mostMeasurementBytes = 4 * 1024 * 1024;

/** @throws RefusedError with one finding a fault (exit 2) */
export function readMeasurement(content: string, file: string): Measurement {
  const refuse = (findings: Finding[]): RefusedError => new RefusedError(findings, exitCodes.usage);
  const finding = (path: string, message: string): Finding => ({ severity: 'error', code: 'measurement', path, message: `${file}: ${message}` });
  if (content.length >= mostMeasurementBytes) throw refuse([finding('', 'is too large to be a measurement')]);
  const value = unwrap(parse(content));
  if (value === undefined) throw refuse([finding('', 'is not JSON; a measurement is what "cognos-install bench --json" prints')]);
  const faults = measurementShape(value, '');
  // The first few say enough: a file of another kind has hundreds.
  if (faults.length > 0) throw refuse(faults.slice(0, 5).map(([path, sentence]) => finding(path, path ? sentence : `the document ${sentence}`)));
  return value as Measurement;
}

/** `bench --json` prints it among its predictions; kept it is by itself. */
function unwrap(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'measurement' in value ? value.measurement : value;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
