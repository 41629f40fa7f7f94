/** `bench`: runs slices of models for less than a minute, says what that means for each model, and keeps it for `models`. */
import { nearestIds } from '../../shared/choice/choose-model.ts';
import { exitCodes, InstallerError, RefusedError } from '../../shared/errors.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import { measureMachine } from '../../shared/measure/measure-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue, CatalogueModel } from '../../shared/models/catalogue.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { formatBench } from './format-bench.ts';
import { currentUser } from './kept-folder.ts';
import type { CommandRunner } from './main.ts';
import { saveMeasurement } from './measurement-file.ts';
import { reportModels } from './models-command.ts';
import { openCatalogue } from './open-catalogue.ts';
import { progressLine } from './progress-line.ts';
import { screenOf } from './screen.ts';

export const benchCommand: CommandRunner = async ({ models, json }) => {
  if (!models) throw new Error('no options of bench were read'); // The command line always has them for this command.
  const { catalogue } = await openCatalogue(models.catalog, localHost, currentUser());
  const ordered = mostImportantFirst(catalogue, models.request.model);
  const machine = await probeMachine(localHost);
  const progress = progressLine(process.stderr);
  const measurement = await untilInterrupted((signal) => measureMachine(localHost, machine, { models: ordered, signal, onProgress: progress.show }), progress.end);
  if (measurement === 'interrupted') return exitCodes.failedResumable;
  if (measurement.devices.length === 0) throw nothingMeasured(measurement);
  const saved = await saveMeasurement(localHost, measurement, currentUser());
  const report = reportModels({ machine, catalogue, options: { ...models, request: { ...models.request, model: 'auto' } }, measurement });
  const predictions = report.candidates.map(({ model: { id }, prediction, verdict }) => ({ id, verdict, prediction }));
  process.stdout.write(json ? `${JSON.stringify({ version: 1, measurement, predictions, choice: report.choice, saved }, undefined, 2)}\n` : formatBench({ ...report, measurement }, saved, screenOf(process.stdout, process.env)));
  return exitCodes.done;
};

function mostImportantFirst({ models, defaultModel }: Catalogue, asked: string): CatalogueModel[] {
  const id = asked === 'auto' ? defaultModel : asked;
  const first = models.find((model) => model.id === id);
  if (!first) throw new RefusedError([{ severity: 'error', code: 'unknown-model', path: '', message: `--model: "${asked}" is no model of the catalogue; ${nearestIds(asked, models)}` }], exitCodes.usage);
  return [first, ...models.filter((model) => model !== first)];
}

function nothingMeasured({ findings }: Measurement): InstallerError {
  return new InstallerError({
    code: 'nothing-measured',
    message: `Nothing could be measured. ${findings.join(' ')}`,
    action: 'Models are chosen by what fits in memory until "cognos-install bench" succeeds.',
    exitCode: exitCodes.machineRefused,
  });
}

/** Ctrl-C stops the children and removes the slices first; then the signal does what it always does. A second one does not wait. */
async function untilInterrupted(work: (signal: AbortSignal) => Promise<Measurement>, done: () => void): Promise<Measurement | 'interrupted'> {
  const controller = new AbortController();
  let came: NodeJS.Signals | undefined;
  const release = (): void => { for (const signal of signals) process.removeListener(signal, stop); };
  // Not once(): execa's own handler would find itself alone then, and end the process before anything is tidied up.
  const stop = (signal: NodeJS.Signals): void => {
    if (came !== undefined) dieOf(signal, release);
    came = signal;
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (came === undefined) throw error;
    return 'interrupted';
  } finally {
    done();
    if (came !== undefined) {
      process.stderr.write('Stopped; nothing was kept.\n');
      dieOf(came, release);
    }
    release();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** So that a shell sees what happened, and a loop around it ends, too. */
function dieOf(signal: NodeJS.Signals, release: () => void): void {
  release();
  process.kill(process.pid, signal);
}
