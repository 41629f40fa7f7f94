/**
 * Which model, with which drivers, where no installer has chosen: by the same rules, and by measuring where that
 * decides. The choice is written last: with it, the files that follow from it are there.
 */
import { agentFile } from '../../shared/choice/agent-file.ts';
import { schedulerPath, schedulerRule, zramFile, zramPath } from '../../shared/choice/kernel-files.ts';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import { openCatalogue } from '../../shared/models/open-catalogue.ts';
import { converging } from '../../shared/plan/converge.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { chooseHere, type ChosenHere } from '../choice/choose-here.ts';
import { roomForModels } from '../choice/room-for-models.ts';
import { agentEnvironmentPath, aiPath, modelsMount, stateFolder } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { readSpec } from '../read-spec.ts';
import type { FirstbootStep } from '../step.ts';
import { WaitingError } from '../waiting.ts';

export const chooseModelStep = converging<FirstbootStep, 'choose-model'>({
  check: (_, { host }) => host.exists(aiPath),
  apply: async (_, context) => {
    const { host, signal, warn } = context;
    const spec = await readSpec(host);
    const catalogue = await catalogueOf(spec, context);
    const machine = await probeMachine(host, { signal });
    const kernel = (await host.run('uname', ['-r'])).trim();
    const chosen = await chooseHere({ machine, spec, catalogue, kernel, room: await roomForModels(host) }, context);
    for (const note of chosen.notes) await warn(note);
    await keep(host, chosen);
    await startZram(host, chosen, warn);
  },
});

async function catalogueOf(spec: InstallSpec, { host, warn }: StepContext): Promise<Catalogue> {
  const opened = await openCatalogue(host, spec.cognos.ai?.catalog, { path: 'cognos.ai.catalog', kept: stateFolder, now: new Date() });
  if (opened.ok) {
    for (const { message } of opened.warnings) await warn(message);
    return opened.catalogue;
  }
  const [finding] = opened.findings;
  const message = finding?.message ?? 'the model catalogue cannot be used';
  if (finding?.code === 'catalogue-unreachable') throw new WaitingError(message, 'a way to the catalogue');
  throw new InstallerError({
    code: 'catalogue-refused', exitCode: exitCodes.specRefused, message,
    action: 'Give a catalogue that is signed with one of cognos.ai.catalog.keys, or leave the key out of /etc/cognos/spec.yaml to use the one of this release.',
  });
}

async function keep(host: Host, { choice, drivers, zram, disk }: ChosenHere): Promise<void> {
  const { agent, model } = choice;
  const table = disk?.partitionTable?.uuid;
  if (agent && model) await host.writeFile(agentEnvironmentPath, agentFile(agent, `${modelsMount}/${model.file.name}`));
  if (agent?.ioScheduler && table !== undefined) await host.writeFile(schedulerPath, schedulerRule(agent.ioScheduler, table));
  if (zram > 0) await host.writeFile(zramPath, zramFile(zram));
  else await host.remove(zramPath);
  await host.writeFile(aiPath, `${JSON.stringify({ choice, drivers }, undefined, 2)}\n`);
}

/** An image may have started one of another size already; that one stays until the next start. */
async function startZram(host: Host, { zram }: ChosenHere, warn: StepContext['warn']): Promise<void> {
  if (zram === 0 || (await readIfThere(host, '/proc/swaps') ?? '').includes('/dev/zram')) return;
  try {
    await host.run('systemctl', ['daemon-reload']);
    await host.run('systemctl', ['start', 'systemd-zram-setup@zram0.service', 'dev-zram0.swap']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error; // It is only ever more comfortable with it.
    await warn(`Compressed swap could not be started now and will be at the next start: ${error.message}`);
  }
}
