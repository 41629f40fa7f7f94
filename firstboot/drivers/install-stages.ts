/** All stages that are still queued, in order; each outcome is on disk before the next begins. */
import type { DriverPlan, DriverStage } from '../../shared/drivers/driver-plan.ts';
import { AptTrouble, type AptDoor } from './apt.ts';
import { writeRecord, type DriversRecord } from './drivers-record.ts';
import { isSecureBootOn } from './enrol-key.ts';
import { installStage, notNow, takeBack, type Outcome } from './install-stage.ts';
import { areInstalled, repairPackages } from './package-state.ts';
import { prepareSources } from './prepare-sources.ts';

export interface StagesRun extends AptDoor {
  mayEnrol: boolean;
  onStage: (done: number, of: number) => void;
}

export async function installStages(run: StagesRun, { stages }: DriverPlan, record: DriversRecord): Promise<void> {
  await mendInterrupted(run, stages, record);
  const queued = stages.filter(({ id }) => recordOf(record, id)?.state === 'queued');
  const open: DriverStage[] = [];
  for (const stage of queued) {
    if (stage.dkms && !run.mayEnrol && await isSecureBootOn(run.host)) set(record, stage.id, refusedBySecureBoot);
    else open.push(stage);
  }
  if (open.length === 0) return writeRecord(run.host, record);
  try {
    await installOpen(run, open, stages, record);
  } catch (error) {
    if (!(error instanceof AptTrouble)) throw error;
    for (const { id } of open) if (recordOf(record, id)?.state === 'queued') set(record, id, error.kind === 'broken' ? outOfOrder(error) : notNow(error));
  }
  await writeRecord(run.host, record);
}

async function installOpen(run: StagesRun, open: readonly DriverStage[], all: readonly DriverStage[], record: DriversRecord): Promise<void> {
  const { host } = run;
  const isThere = await Promise.all(open.map(({ packages }) => areInstalled(host, packages)));
  // All there, as after a restart or while a key waits to be enrolled: no network is needed for another look.
  const prepared = isThere.every(Boolean) ? { outcomes: new Map<string, Outcome>() } : await prepare(run, open, all);
  for (const [index, stage] of open.entries()) {
    run.onStage(index, open.length);
    const outcome = prepared.outcomes.get(stage.id) ?? await installStage(run, stage, { listsTrouble: prepared.listsTrouble, adding: async (packages) => {
      if (packages) record.adding = { stage: stage.id, packages };
      else delete record.adding;
      if (packages) delete record.restarted; // What is new may need a restart of its own.
      await writeRecord(host, record);
    } });
    set(record, stage.id, outcome);
    await writeRecord(host, record);
  }
}

async function prepare(run: StagesRun, open: readonly DriverStage[], all: readonly DriverStage[]): Promise<{ outcomes: Map<string, Outcome>; listsTrouble?: string }> {
  if (!await hasRoute(run)) return { outcomes: new Map(open.map(({ id }) => [id, notNow(new AptTrouble('unreachable', 'this machine has no network'))])) };
  await repairPackages(run);
  return prepareSources(run, open, all);
}

/** A look that costs nothing, so that a machine without a cable does not wait for apt to find out. */
async function hasRoute({ host, signal }: AptDoor): Promise<boolean> {
  if ((await host.run('ip', ['-4', 'route', 'show'], { signal })).trim() !== '') return true;
  return (await host.run('ip', ['-6', 'route', 'show', 'default'], { signal })).trim() !== '';
}

/** A run that a power cut ended in the middle of apt: finished if possible, else what it added goes. */
async function mendInterrupted(run: StagesRun, stages: readonly DriverStage[], record: DriversRecord): Promise<void> {
  const { adding } = record;
  if (!adding) return;
  try {
    await repairPackages(run);
  } catch (error) {
    if (!(error instanceof AptTrouble) || error.kind !== 'broken') throw error;
    if (stages.some(({ id }) => id === adding.stage)) set(record, adding.stage, await takeBack(run, error, adding.packages));
  }
  delete record.adding;
  await writeRecord(run.host, record);
}

const refusedBySecureBoot: Outcome = {
  state: 'not-done',
  why: 'Secure Boot is on and would refuse a module that is built on this machine. Enrolling its key takes a person at the console, which was not asked for (cognos.ai.enrol_key: ask).',
};

const outOfOrder = ({ message }: AptTrouble): Outcome => ({
  state: 'queued', why: `apt or dpkg is not in order, and not because of CognOS’s drivers: ${message}. Repair it with \`dpkg --configure -a\` and \`apt-get --fix-broken install\`; this goes on by itself then.`,
});

function recordOf(record: DriversRecord, id: string): DriversRecord['stages'][number] | undefined {
  return record.stages.find((stage) => stage.id === id);
}

function set(record: DriversRecord, id: string, { state, why }: Outcome): void {
  record.stages = record.stages.map((stage) => (stage.id === id ? { id, label: stage.label, state, ...(why === undefined ? {} : { why }) } : stage));
}
