/**
 * Predictions from slices against llama.cpp running the whole model, random weights, all layers, on the same machine
 * a moment later.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { readCpuRoom, threadsFor } from '../../shared/measure/count-threads.ts';
import { findRuntime } from '../../shared/measure/find-runtime.ts';
import { measureMachine } from '../../shared/measure/measure-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { predict } from '../../shared/measure/predict.ts';
import { runSlice } from '../../shared/measure/run-slice.ts';
import { writeSlice } from '../../shared/measure/write-slice.ts';
import { readFreeMemory } from '../../shared/measure/free-room.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { median, seconds, type Figure } from './figure.ts';
import { machineWords } from './machine-words.ts';
import { benchFolder } from './places.ts';
import { predictionShapes, type Shape } from './prediction-shapes.ts';
import { figureTable, markdownTable } from './table.ts';

const repetitions = 5;
/** Shorter than `bench` has for one model, so that five rounds of three shapes end within half an hour. */
const budgetSeconds = 30;
const prompt = 512;
const generated = 32;
/** What others may keep busy, in cores, before a repetition begins. */
const quiet = 0.1;
const patienceSeconds = 60;

interface Outcome {
  shape: Shape;
  threads: number;
  /** Cores that others kept busy when it began. */
  busy: number;
  noise: number;
  values: { what: string; unit: string; predicted: number; measured: number; inRange: boolean }[];
}

export async function measurePrediction(): Promise<string> {
  const machine = await probeMachine(localHost);
  const folder = join(benchFolder, 'prediction');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const outcomes: Outcome[] = [];
    for (const shape of predictionShapes) await writeSlice(localHost, fileOf(folder, shape), { ...shape, layers: shape.shape.layers });
    for (let round = 0; round < repetitions; round += 1) {
      for (const shape of predictionShapes) outcomes.push(...[await compareOnce(machine, shape, fileOf(folder, shape))].filter((outcome) => outcome !== undefined));
    }
    await waitForQuiet(machine);
    return report(outcomes, await measureMachine(localHost, machine, { models: predictionShapes }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fileOf(folder: string, { id }: Shape): string {
  return join(folder, `${id}.gguf`);
}

async function compareOnce(machine: Machine, shape: Shape, path: string): Promise<Outcome | undefined> {
  const busy = await waitForQuiet(machine);
  // Before and after: on a shared host memory is faster one minute and slower the next, for slices and models alike.
  const before = await runWhole(path, threadsFor(await readCpuRoom(localHost, machine, pause)));
  const measurement = await measureMachine(localHost, machine, { models: [shape], budgetSeconds });
  const predicted = predict({ ...measurement, devices: measurement.devices.filter(({ device }) => device === 'cpu') }, shape);
  const [device] = measurement.devices;
  if (!predicted || !device) {
    process.stderr.write(`${measurement.findings.join(' ')}\n`);
    return undefined;
  }
  const after = await runWhole(path, device.threads);
  const whole = { prompt: (before.prompt + after.prompt) / 2, generation: (before.generation + after.generation) / 2 };
  const value = (what: string, unit: string, range: { low: number; likely: number; high: number }, measured: number): Outcome['values'][number] => (
    { what, unit, predicted: range.likely, measured, inRange: measured >= range.low && measured <= range.high });
  const outcome = {
    shape, threads: device.threads, busy, noise: measurement.noise,
    values: [
      value('generation', 'tokens/s', predicted.generation, 1 / whole.generation),
      value('prompt', 'tokens/s', predicted.prompt, 1 / whole.prompt),
      value('first token', 's', predicted.firstToken, prompt * whole.prompt + whole.generation),
    ],
  };
  process.stderr.write(`${shape.name}: ${outcome.values.map((each) => `${each.what} ${(errorOf(each) * 100).toFixed(1)}%`).join(', ')} (${busy.toFixed(2)} cores busy, noise ${(measurement.noise * 100).toFixed(1)}%)\n`);
  return outcome;
}

/** Its pages are in memory before, as they are in a server that has answered once. */
async function runWhole(path: string, threads: number): Promise<{ prompt: number; generation: number }> {
  spawnSync('cat', [path], { stdio: 'ignore' });
  const { bench } = await findRuntime(localHost);
  const times = await runSlice(localHost, { bench, path, device: 'cpu', threads, memoryBytes: await readFreeMemory(localHost), prompt, generated, repetitions: 1, noWarmUp: true, seconds: 600 });
  return { prompt: median(times.prompt), generation: median(times.generation) };
}

const pause = async (milliseconds: number): Promise<void> => { await wait(milliseconds); };

/** What others kept busy at last: a machine that never comes to rest is measured all the same, and told. */
async function waitForQuiet(machine: Machine): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { busy } = await readCpuRoom(localHost, machine, (milliseconds) => pause(4 * milliseconds));
    if (busy <= quiet || performance.now() - begun > patienceSeconds * 1000) return busy;
  }
}

function errorOf({ predicted, measured }: Outcome['values'][number]): number {
  return predicted / measured - 1;
}

function report(outcomes: readonly Outcome[], whole: Measurement): string {
  const all = outcomes.flatMap(({ values }) => values);
  const loud = outcomes.filter(({ busy }) => busy > quiet).length;
  return [
    `Measured on: ${machineWords()}, ${outcomes[0]?.threads ?? 0} threads, llama.cpp ${whole.runtime}. ${repetitions} repetitions; each runs the whole model with random weights, predicts from slices (${budgetSeconds} s), and runs it once more; measured is the mean of both (prompt of ${prompt} tokens, ${generated} generated). `
    + (outcomes.length < repetitions * predictionShapes.length ? `${repetitions * predictionShapes.length - outcomes.length} could not be measured in that time. ` : '')
    + (loud === 0 ? 'Nothing else ran when a repetition began.' : `In ${loud} of ${outcomes.length} something else ran when it began.`),
    errorTable(outcomes),
    figureTable(figures(all, whole)),
  ].join('\n\n');
}

function errorTable(outcomes: readonly Outcome[]): string {
  const rows = predictionShapes.flatMap((shape) => {
    const own = outcomes.filter((outcome) => outcome.shape === shape);
    return (own[0]?.values ?? []).map(({ what, unit }, index) => {
      const values = own.flatMap((outcome) => outcome.values[index] ?? []);
      const errors = values.map(errorOf);
      return [
        shape.name, what, `${median(values.map(({ predicted }) => predicted)).toFixed(1)} ${unit}`, `${median(values.map(({ measured }) => measured)).toFixed(1)} ${unit}`,
        percent(spreadOf(values.map(({ measured }) => measured))), errors.map((error) => percent(error, true)).join(' '), percent(median(errors.map(Math.abs))), `${values.filter(({ inRange }) => inRange).length} of ${values.length}`,
      ];
    });
  });
  return markdownTable(['model', 'what', 'predicted', 'measured', 'most to least', 'errors', 'median', 'within the range'], rows);
}

function figures(values: readonly Outcome['values'][number][], whole: Measurement): Figure[] {
  const errors = values.map((value) => Math.abs(errorOf(value)));
  const worst = Math.max(...errors);
  return [
    { what: 'prediction, median error', measured: percent(median(errors)), limit: '10%', met: median(errors) <= 0.1 },
    { what: 'prediction, worst error', measured: percent(worst), limit: '20%', met: worst <= 0.2 },
    { what: '`bench`, wall time', measured: seconds(whole.seconds), limit: '60 s', met: whole.seconds < 60 },
    { what: '`bench`, peak resident memory of llama.cpp', measured: `${(whole.peakBytes / 1024 ** 2).toFixed(0)} MiB` },
  ];
}

/** What the machine itself varied between repetitions. */
function spreadOf(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values) - 1;
}

function percent(value: number, signed = false): string {
  return `${signed && value > 0 ? '+' : ''}${(value * 100).toFixed(1)}%`;
}
