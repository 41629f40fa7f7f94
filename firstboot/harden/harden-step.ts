/** First boot's hardening: one group of controls a step, and at the very end those after which nothing can be changed. */
import { openBackups } from '../../shared/harden/backups.ts';
import type { Control, HardenFacts } from '../../shared/harden/control.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import type { FirstbootHandler } from '../step.ts';
import { findAction } from './actions/index.ts';
import { hardenControls } from './harden-controls.ts';
import { readHardenFacts } from './read-facts.ts';
import { readHardening, recordResults, type ControlResult } from './results.ts';

/** Without these the machine is open: better no first boot than one that says it is done. */
const indispensable: ReadonlySet<string> = new Set(['firewall', 'ssh']);

export const harden: FirstbootHandler<'harden'> = async (step, context) =>
  hardenAll(controls.filter(({ group, stage }) => group === step.group && stage !== 'seal'), await readHardenFacts(context.host), context);

/**
 * What is due by the keys and accounts of now and was not before, and what packages undo without meaning to. Nothing else: what
 * the commands of the user-data undid is their own word, and `cognos-harden check` names it.
 */
export const hardenDue: FirstbootHandler<'harden-due'> = async (_, context) => {
  const [facts, known] = [await readHardenFacts(context.host), await readHardening(context.host)];
  const waiting = new Set((known?.controls ?? []).filter(({ state }) => state === 'not-due').map(({ id }) => id));
  const due = controls.filter((control) => control.again === true || (waiting.has(control.id) && control.parts(facts).length > 0));
  const reload = due.some(({ group }) => group === 'ssh') ? controls.filter(({ id }) => id === 'ssh-in-force') : [];
  await hardenAll([...due, ...reload], facts, context);
};

export const seal: FirstbootHandler<'seal'> = async (_, context) => hardenAll(controls.filter(({ stage }) => stage === 'seal'), await readHardenFacts(context.host), context);

async function hardenAll(chosen: readonly Control[], facts: HardenFacts, { host, signal, warn, onProgress }: StepContext): Promise<void> {
  const results = await hardenControls(chosen, {
    backups: await openBackups(host), context: { host, facts, signal, warn, findAction }, onProgress: (fraction) => { onProgress({ fraction }); },
  });
  await recordResults(host, facts, results);
  refuseOpenMachine(results);
}

function refuseOpenMachine(results: readonly ControlResult[]): void {
  const open = results.find(({ state, group }) => state === 'failed' && indispensable.has(group));
  if (!open) return;
  throw new InstallerError({
    code: 'open-machine', exitCode: exitCodes.failedResumable,
    message: `The machine is not protected: ${open.title}: ${open.why ?? 'it could not be done'}`,
    action: `Look at \`cognos-harden check ${open.id}\`, mend what it names, and start cognos-firstboot.service again.`,
  });
}
