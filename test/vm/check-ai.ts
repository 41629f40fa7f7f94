/** What the choice of a model left on the installed system, and whether llama.cpp runs there. */
import type { Proof } from '../../firstboot/agent/proof.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import type { JournalLine } from '../../shared/plan/journal.ts';
import { summariseJournal } from '../../shared/plan/journal.ts';
import type { Check } from './check-installed-system.ts';
import type { Vm } from './vm.ts';

/**
 * By measurement, as the journal and the plan on the target have it; the filesystem has room for it; the agent's file
 * names it. Where a busy host made the first answer slower than half of what was promised, first boot took another model:
 * its record has the promise then.
 */
export async function checkChoice(vm: Vm): Promise<Check[]> {
  const lines = (await vm.ssh('sudo -n cat /var/lib/cognos/install.jsonl')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as JournalLine);
  const { measurement } = summariseJournal(lines);
  const { choice } = JSON.parse(await vm.ssh('cat /etc/cognos/ai.json')) as { choice: ModelChoice };
  const proof = JSON.parse(await vm.ssh('sudo -n cat /var/lib/cognos/proof.json')) as Proof;
  const fallbacks = proof.fallbacks.map(({ from, to, why }) => `${from} ${why}: ${to}`);
  const free = Number(await vm.ssh('findmnt --noheadings --bytes --output SIZE /var/lib/cognos/models'));
  const agent = await vm.ssh('cat /etc/cognos/agent.env');
  const slices = measurement?.devices.flatMap((device) => device.slices) ?? [];
  return [
    { check: 'measured', ok: slices.length > 0 && proof.promised !== undefined && (choice.prediction !== undefined || fallbacks.length > 0), detail: [`${slices.length} slices in ${measurement?.seconds.toFixed(0)} s`, ...measurement?.findings ?? [], ...fallbacks].join('; ') },
    { check: 'a model was chosen', ok: choice.model !== undefined, detail: choice.reason },
    { check: 'room for the model', ok: choice.model !== undefined && free > choice.model.file.bytes, detail: `${free} bytes` },
    { check: 'the agent starts with it', ok: agent.includes(`LLAMA_ARG_MODEL=/var/lib/cognos/models/${choice.model?.file.name}\n`) && /^LLAMA_ARG_THREADS=[1-9]/m.test(agent), detail: agent.split('\n').slice(1, 4).join(' ') },
  ];
}
