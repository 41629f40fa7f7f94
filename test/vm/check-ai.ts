/** What the choice of a model left on the installed system, and whether llama.cpp runs there. */
import type { ModelChoice } from '../../shared/choice/choice.ts';
import type { JournalLine } from '../../shared/plan/journal.ts';
import { summariseJournal } from '../../shared/plan/journal.ts';
import type { Check } from './check-installed-system.ts';
import { makeSmallModel } from './small-model.ts';
import type { Vm } from './vm.ts';

/** By measurement, as the journal and the plan on the target have it; the filesystem has room for it; the agent's file names it. */
export async function checkChoice(vm: Vm): Promise<Check[]> {
  const lines = (await vm.ssh('sudo -n cat /var/lib/cognos/install.jsonl')).split('\n').filter(Boolean).map((line) => JSON.parse(line) as JournalLine);
  const { measurement } = summariseJournal(lines);
  const { choice } = JSON.parse(await vm.ssh('cat /etc/cognos/ai.json')) as { choice: ModelChoice };
  const free = Number(await vm.ssh('findmnt --noheadings --bytes --output SIZE /var/lib/cognos/models'));
  const agent = await vm.ssh('cat /etc/cognos/agent.env');
  const slices = measurement?.devices.flatMap((device) => device.slices) ?? [];
  return [
    { check: 'measured', ok: measurement !== undefined && choice.prediction !== undefined, detail: `${slices.length} slices in ${measurement?.seconds.toFixed(0)} s; ${measurement?.findings.join(' ') ?? ''}` },
    { check: 'a model was chosen', ok: choice.model !== undefined, detail: choice.reason },
    { check: 'room for the model', ok: choice.model !== undefined && free > choice.model.file.bytes, detail: `${free} bytes` },
    { check: 'the agent starts with it', ok: agent.includes(`LLAMA_ARG_MODEL=/var/lib/cognos/models/${choice.model?.file.name}\n`) && /^LLAMA_ARG_THREADS=[1-9]/m.test(agent), detail: agent.split('\n').slice(1, 4).join(' ') },
  ];
}

/** llama-server of our package, with the agent's own settings and a small model, answers on the command line. */
export async function checkLlama(vm: Vm): Promise<Check[]> {
  const owner = await vm.ssh('dpkg --search "$(readlink -f /usr/bin/llama-server)"');
  await vm.ssh('cat > /tmp/small.gguf', { stdin: makeSmallModel() });
  // The context of the agent's file is for the chosen model, so it is left out here.
  await vm.ssh('sudo -n systemd-run --unit=try-llama --property=EnvironmentFile=/etc/cognos/agent.env /usr/bin/llama-server --model /tmp/small.gguf --ctx-size 512 --host 127.0.0.1 --port 8099');
  const answer = await vm.ssh('for i in $(seq 90); do curl -fsS http://127.0.0.1:8099/health >/dev/null 2>&1 && break; sleep 2; done; curl -sS --max-time 120 http://127.0.0.1:8099/completion -d \'{"prompt":"<0x41>","n_predict":8}\' || sudo -n journalctl --unit=try-llama --no-pager', { timeoutMs: 400_000 });
  await vm.ssh('sudo -n systemctl stop try-llama');
  const predicted = /"tokens_predicted":\s*(\d+)/.exec(answer)?.[1];
  return [
    { check: 'llama-server is of our package', ok: owner.startsWith('cognos-llama:'), detail: owner },
    { check: 'a completion is answered', ok: Number(predicted) > 0, detail: predicted ? `${predicted} tokens` : answer.slice(-600) },
  ];
}
