/** `models`: every model of the catalogue against this machine, or a recorded one, and what `auto` would take. */
import { chooseModel } from '../../shared/choice/choose-model.ts';
import { gpuRoom } from '../../shared/choice/gpu-room.ts';
import { judgeModels } from '../../shared/choice/judge-models.ts';
import { formatFinding, exitCodes, type Finding } from '../../shared/errors.ts';
import { formatDrivers } from '../../shared/drivers/format-drivers.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { askedDrivers } from '../../shared/choice/asked-model.ts';
import { nominalMedium } from '../planner/nominal-medium.ts';
import { formatModels, type ModelsReport } from './format-models.ts';
import { currentUser } from './kept-folder.ts';
import type { CommandRunner } from './main.ts';
import { savedMeasurement } from './measurement-file.ts';
import type { ModelOptions } from './model-options.ts';
import { openCatalogue } from './open-catalogue.ts';
import { mostMeasurementBytes, readMeasurement } from './read-measurement.ts';
import { readSpec } from './read-spec.ts';
import { recordedMachine } from './recorded-machine.ts';
import { screenOf } from './screen.ts';

export const modelsCommand: CommandRunner = async ({ machine: recorded, measurement: measured, models, json }) => {
  if (!models) throw new Error('no options of models were read'); // The command line always has them for this command.
  const machine = recorded === undefined ? await probeMachine(localHost) : await recordedMachine(recorded);
  const measurement = await findMeasurement(measured, recorded);
  const { catalogue, warnings } = await openCatalogue(models.catalog, localHost, currentUser());
  for (const warning of warnings) process.stderr.write(`${formatFinding(warning)}\n`);
  const report = reportModels({ machine, catalogue, options: models, measurement });
  process.stdout.write(json ? `${JSON.stringify(asJson(report, warnings), undefined, 2)}\n` : formatModels(report, screenOf(process.stdout, process.env)));
  return exitCodes.done;
};

interface Asked { machine: Machine; catalogue: Catalogue; options: ModelOptions; measurement?: Measurement | undefined }

export function reportModels({ machine, catalogue, options: { request, purposeGiven }, measurement }: Asked): ModelsReport {
  const { kernel } = (machine.medium ?? nominalMedium(machine.architecture)).image;
  const drivers = planDrivers(machine, askedDrivers(), kernel);
  return {
    machine, request, purposeGiven,
    candidates: judgeModels(machine, catalogue, request, measurement, drivers),
    choice: chooseModel(machine, catalogue, request, measurement, drivers),
    ...(measurement ? { measurement } : {}),
    notCounted: gpuRoom(machine, drivers).notCounted,
    drivers,
    // The devices have their own paragraph, with the same reasons.
    driverLines: machine.accelerators.length > 0 ? formatDrivers({ ...drivers, devices: [] }) : [],
  };
}

function asJson({ machine, request, candidates, choice, measurement, notCounted, drivers }: ModelsReport, warnings: Finding[]): object {
  return { version: 1, request, measurement, candidates, choice, accelerators: machine.accelerators, notCounted, drivers, warnings };
}

/** A recorded machine was not measured by this one's `bench`. */
async function findMeasurement(file: string | undefined, recorded: string | undefined): Promise<Measurement | undefined> {
  if (file !== undefined) return readMeasurement(new TextDecoder().decode((await readSpec(file, mostMeasurementBytes)).bytes), file);
  return recorded === undefined ? await savedMeasurement(localHost, currentUser()) : undefined;
}
