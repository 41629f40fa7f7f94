/** The engine over a recorded machine: everything is computed as on a real one, and nothing is written. */
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import type { StepKind } from '../../shared/plan/step.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { nominalMedium } from '../planner/nominal-medium.ts';
import { startEngine, type Engine } from './engine.ts';
import { openLogLines } from './log-lines.ts';
import { simulatedActors } from './simulation/simulated-actors.ts';
import { simulatedSystem } from './simulation/simulated-system.ts';

export interface SimulateOptions {
  /** Only for crypt(3), which writes nothing. */
  host: Host;
  machine: Machine;
  /** What the banner calls it. */
  name: string;
  measurement?: Measurement | undefined;
  /** User-data that a person completes. */
  base?: InstallSpec | undefined;
  failAt?: StepKind | undefined;
  installSeconds?: number | undefined;
  measureSeconds?: number;
  /** Told of every line of the log besides. */
  onLine?: (line: string) => void;
}

export function simulate(options: SimulateOptions): Engine {
  const { host, name, base, measurement, failAt, installSeconds = 20, measureSeconds = 4, onLine } = options;
  // A machine that was recorded without a medium is still worth a plan.
  const machine = options.machine.medium ? options.machine : { ...options.machine, medium: nominalMedium(options.machine.architecture) };
  const lines = openLogLines();
  const log = (line: string): void => {
    lines.add(`${new Date().toISOString()} ${line}`);
    onLine?.(line);
  };
  log(`simulation of ${name}: nothing is written`);
  return startEngine({
    machine: ({ measured, onInstall }) => simulatedActors({ machine, installSeconds, failAt, measured, log, onInstall }),
    system: simulatedSystem({ host, measurement, measureSeconds }), catalogue: builtinCatalogue, lines, log, base, simulation: { machine: name },
  });
}
