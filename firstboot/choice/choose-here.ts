/** The choice of a model on the running machine: as the installer makes it, with what there is now for a disk. */
import { askedDrivers, askedModel } from '../../shared/choice/asked-model.ts';
import { chooseModel } from '../../shared/choice/choose-model.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import { judgeModels } from '../../shared/choice/judge-models.ts';
import { hasRoomFor, mostFileBytes, refuseForDisk, sizeModels } from '../../shared/choice/size-models.ts';
import { budgetFor, nothingMeasured, worthMeasuring } from '../../shared/choice/worth-measuring.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import { exitCodes, InstallerError, type Finding } from '../../shared/errors.ts';
import type { Disk, Machine } from '../../shared/machine/machine.ts';
import { measureMachine } from '../../shared/measure/measure-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { modelsMount, specPath } from '../paths.ts';

export interface Choosing { machine: Machine; spec: InstallSpec; catalogue: Catalogue; kernel: string; room: number }
export interface ChosenHere { choice: ModelChoice; drivers: DriverPlan; zram: number; disk?: Disk; notes: string[] }

export async function chooseHere(choosing: Choosing, context: StepContext): Promise<ChosenHere> {
  const { machine, spec, catalogue, kernel, room } = choosing;
  // Drivers that cannot be are no reason to do without a model: with a refusal the rest of the plan is that of `auto`.
  const drivers = planDrivers(machine, askedDrivers(spec.cognos.ai), kernel);
  const asked = askedModel(spec);
  const request = asked.model === 'auto' ? { ...asked, maxDisk: Math.min(asked.maxDisk ?? Infinity, mostFileBytes(room)) } : asked;
  const disk = diskOfModels(machine);
  const measurement = await measure(choosing, request, context);
  const choice = chooseModel(machine, catalogue, request, measurement, drivers, disk);
  const refusal = choice.refusal ?? (hasRoomFor(choice, room) ? undefined : refuseForDisk(choice, judgeModels(machine, catalogue, request, measurement, drivers), room));
  if (refusal) throw refused(refusal);
  return {
    choice, drivers, zram: sizeModels(machine, choice, disk).zram, ...(disk ? { disk } : {}),
    notes: [...drivers.refusals.map(({ path, message }) => `${path}: ${message}`), ...measurement?.findings ?? []],
  };
}

async function measure({ machine, catalogue }: Choosing, request: ReturnType<typeof askedModel>, { host, signal, onProgress }: StepContext): Promise<Measurement | undefined> {
  const models = worthMeasuring(machine, request, catalogue);
  if (models.length === 0) return undefined;
  try {
    return await measureMachine(host, machine, { models, signal, onProgress, ...budgetFor(machine) });
  } catch (error) {
    signal.throwIfAborted();
    return nothingMeasured(error instanceof Error ? error.message : String(error));
  }
}

/** The longest of the mount points that lead to the models counts. */
export function diskOfModels({ disks }: Machine): Disk | undefined {
  const at = (disk: Disk, place: string): boolean => disk.partitions.some(({ mountpoints }) => mountpoints.includes(place));
  return disks.find((disk) => at(disk, modelsMount)) ?? disks.find((disk) => at(disk, '/'));
}

function refused({ path, message }: Finding): InstallerError {
  return new InstallerError({
    code: 'model-refused', exitCode: exitCodes.machineRefused, message: `${path}: ${message}`,
    action: `Change ${path} in ${specPath} and run \`cognos-firstboot run --reset\`.`,
  });
}
