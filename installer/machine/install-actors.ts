/** The actors of the install machine on a real Host. The secrets of the current spec live here and nowhere else. */
import { fromPromise } from 'xstate';
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { builtinCatalogue } from '../../shared/models/builtin-catalogue.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Host } from '../../shared/system/host.ts';
import { revealer } from '../../shared/system/secrets.ts';
import { namesOneDisk } from '../planner/match-disk.ts';
import { planInstall } from '../planner/plan-install.ts';
import { refuseOpen } from '../wizard/open-sections.ts';
import { askedCatalogue } from './asked-catalogue.ts';
import { findPrevious, judgePrevious } from './find-previous.ts';
import { measureForPlan } from './measure.ts';
import type { GivenSpec, Planned, Validated } from './install-machine.ts';
import { installMachine } from './install-machine.ts';
import { runInstall } from './run-install.ts';
import { saveLogs } from './save-logs.ts';
import { unmountLeftovers } from './unmount.ts';

export interface ActorOptions {
  host: Host;
  /** Start over on a disk that carries another, unfinished or finished CognOS install. */
  reset: boolean;
  /** Every plan is looked at and its disk confirmed by a person. */
  confirmed?: boolean;
  /** What was measured while questions were asked, waited for if it still runs. */
  measured?: () => Promise<Measurement | undefined>;
  /** Told of an install that begins: cancelled, the machine has moved on before the target is unmounted. */
  onInstall?: (running: Promise<void>) => void;
  /** Told of a spec once it is valid, with what puts its secrets in. */
  onSpec?: (spec: InstallSpec, reveal: (text: string) => string) => void;
}

export function provideActors({ host, reset, confirmed = false, measured, onInstall, onSpec }: ActorOptions): typeof installMachine {
  let secrets: ReadonlyMap<string, string> = new Map();
  let catalogue = builtinCatalogue;
  const validate = async ({ bytes, file }: GivenSpec): Promise<Validated> => {
    const read = await readUserData(bytes, file);
    if (!read.ok) return read;
    const open = refuseOpen(read.spec);
    if (open) return { ok: false, findings: [open] };
    const opened = await askedCatalogue(host, read.spec);
    if (!opened.ok) return opened;
    ({ secrets } = read);
    ({ catalogue } = opened);
    const { spec, fingerprint, keys, warnings } = read;
    onSpec?.(spec, revealer(secrets));
    return { ok: true, asked: { spec, fingerprint, keys, warnings: [...warnings, ...opened.warnings] } };
  };
  return installMachine.provide({
    actors: {
      probe: fromPromise(async ({ signal }) => {
        await unmountLeftovers(host);
        return probeMachine(host, { signal });
      }),
      validate: fromPromise(({ input }) => validate(input)),
      measure: fromPromise(({ input: { machine, asked, parent }, signal }) => measureForPlan({
        host, machine, asked, secrets, catalogue, reset, signal, measured,
        onProgress: (progress) => { parent.send({ type: 'measuring.progressed', progress }); },
      })),
      plan: fromPromise(async ({ input: { machine, asked, measurement }, signal }): Promise<Planned> => {
        const proposal = planInstall(machine, asked, { reset, measurement, catalogue });
        if (!proposal.ok) return { outcome: 'refused', findings: proposal.refusals };
        const disk = asked.spec.cognos?.storage?.disk;
        const mayOverwrite = disk?.wipe === 'any' || namesOneDisk(disk?.match ?? {});
        return judgePrevious(proposal.plan, await findPrevious({ host, machine, plan: proposal.plan, secrets, signal }), { mayOverwrite, reset, confirmed });
      }),
      install: fromPromise(({ input: { plan, machine, measurement, parent }, signal }) => {
        const running = runInstall({
          host, plan, machine, measurement, secrets, signal, reset,
          onProgress: (progress) => { parent.send({ type: 'install.progressed', progress }); },
        });
        onInstall?.(running);
        return running;
      }),
      saveLogs: fromPromise(({ input, signal }) => saveLogs(host, input.to, signal)),
    },
  });
}
