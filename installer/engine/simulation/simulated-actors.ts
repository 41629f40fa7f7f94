/** The actors of the install machine for a recorded machine: real reading, planning and running of a plan whose steps only take time. */
import { fromPromise } from 'xstate';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import { builtinCatalogue } from '../../../shared/models/builtin-catalogue.ts';
import type { StepKind } from '../../../shared/plan/step.ts';
import { installMachine, type GivenSpec, type Planned, type Validated } from '../../machine/install-machine.ts';
import { planInstall } from '../../planner/plan-install.ts';
import { openSimulatedRuns } from './simulated-run.ts';

export interface SimulatedActorsOptions {
  machine: Machine;
  /** What the whole install takes. */
  installSeconds: number;
  /** Fails the first step of this kind, once. */
  failAt?: StepKind | undefined;
  measured: () => Promise<Measurement | undefined>;
  log: (line: string) => void;
  onInstall: (running: Promise<void>) => void;
}

export function simulatedActors({ machine, installSeconds, failAt, measured, log, onInstall }: SimulatedActorsOptions): typeof installMachine {
  const runs = openSimulatedRuns({ installSeconds, failAt, log });
  return installMachine.provide({
    actors: {
      probe: fromPromise(() => Promise.resolve(machine)),
      validate: fromPromise<Validated, GivenSpec>(async ({ input: { bytes, file } }) => {
        const read = await readUserData(bytes, file);
        return read.ok ? { ok: true, asked: { spec: read.spec, fingerprint: read.fingerprint, keys: read.keys, warnings: read.warnings } } : read;
      }),
      measure: fromPromise(() => measured()),
      plan: fromPromise(async ({ input }): Promise<Planned> => {
        const proposal = planInstall(input.machine, input.asked, { measurement: input.measurement, catalogue: builtinCatalogue });
        if (!proposal.ok) return { outcome: 'refused', findings: proposal.refusals };
        return { outcome: 'plan', plan: proposal.plan, resumes: runs.resumes(proposal.plan) };
      }),
      install: fromPromise(({ input: { plan, parent }, signal }) => {
        const running = runs.run(plan, signal, (progress) => { parent.send({ type: 'install.progressed', progress }); });
        onInstall(running);
        return running;
      }),
    },
  });
}
