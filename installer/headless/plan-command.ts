/** `plan`: the machine up to its review, and no further. */
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { exitCodes, formatFinding, type Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { askedCatalogue } from '../machine/asked-catalogue.ts';
import { formatPlan } from '../planner/format-plan.ts';
import { nominalMedium } from '../planner/nominal-medium.ts';
import { planInstall } from '../planner/plan-install.ts';
import { givenFrom } from './given-from.ts';
import { currentUser } from './kept-folder.ts';
import type { CommandRunner } from './main.ts';
import { savedMeasurement } from './measurement-file.ts';
import { readSpec } from './read-spec.ts';
import { recordedMachine } from './recorded-machine.ts';

export const planCommand: CommandRunner = async ({ files: [file = ''], machine: recorded, json, reset }) => {
  const { given, warnings: doubts } = await givenFrom(localHost, await readSpec(file));
  const read = await readUserData(given.bytes, given.file);
  if (!read.ok) return refuse(read.findings, exitCodes.specRefused, json);
  const opened = await askedCatalogue(localHost, read.spec);
  if (!opened.ok) return refuse(opened.findings, exitCodes.specRefused, json);
  const { machine, notes } = await machineFrom(recorded);
  // What `bench` left of this machine; `run` measures where there is nothing.
  const measurement = recorded === undefined ? await savedMeasurement(localHost, currentUser()) : undefined;
  const proposal = planInstall(machine, { ...read, warnings: [...doubts, ...read.warnings, ...opened.warnings, ...notes] }, { reset, measurement, catalogue: opened.catalogue });
  if (!proposal.ok) return refuse(proposal.refusals, exitCodes.machineRefused, json);
  process.stdout.write(json ? `${JSON.stringify(proposal.plan, undefined, 2)}\n` : formatPlan(proposal.plan));
  return exitCodes.done;
};

/** A recorded machine without a medium is still worth a plan: with a medium like the ones we build, said so. */
async function machineFrom(recorded: string | undefined): Promise<{ machine: Machine; notes: Finding[] }> {
  if (recorded === undefined) return { machine: await probeMachine(localHost), notes: [] };
  const machine = await recordedMachine(recorded);
  if (machine.medium) return { machine, notes: [] };
  return {
    machine: { ...machine, medium: nominalMedium(machine.architecture) },
    notes: [{ severity: 'warning', code: 'no-medium', path: '', message: 'this machine was recorded without an install medium, so the plan is for a system image of the usual size' }],
  };
}

function refuse(findings: Finding[], exitCode: 1 | 3, json: boolean): 1 | 3 {
  if (json) process.stdout.write(`${JSON.stringify({ refusals: findings }, undefined, 2)}\n`);
  for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
  return exitCode;
}
