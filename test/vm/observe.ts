/** What is asked of an installed system: one ssh session, one answer per question. */
import type { Vm } from './vm.ts';
import { VmError } from './vm-error.ts';

/** `text` is stdout and stderr together, trimmed. */
export interface Answer {
  exitCode: number;
  text: string;
}
export type Observations = Record<Question, Answer>;

/** Shell command lines; those with sudo need a user who may. */
export const questions = {
  whoami: 'whoami',
  hostname: 'hostname',
  timezone: 'timedatectl show -p Timezone --value',
  locale: 'cat /etc/default/locale /etc/locale.conf',
  mounts: 'findmnt --json --list --output TARGET,SOURCE,FSTYPE,OPTIONS',
  blocks: 'lsblk --json -b -o NAME,PATH,TYPE,SIZE,FSTYPE,PARTLABEL,MOUNTPOINTS',
  failedUnits: 'systemctl --failed --plain --no-legend --full',
  // Waits: a job that is still queued is neither good nor bad news.
  running: 'timeout 300 systemctl is-system-running --wait',
  addresses: 'ip -json address show scope global',
  runcmd: 'test -e /var/lib/runcmd-was-here',
  invalidForCloudInit: 'sudo -n grep -hF "Invalid cloud-config" /var/log/cloud-init.log',
  machineId: 'cat /etc/machine-id',
  hostKeys: 'ls /etc/ssh/ssh_host_*_key',
  specMode: 'sudo -n stat -c "%a %U:%G" /etc/cognos/spec.yaml',
  plan: 'sudo -n cognos-install plan /etc/cognos/spec.yaml',
  secureBoot: 'mokutil --sb-state',
  report: 'sudo -n cat /var/lib/cognos/report.json',
  ready: 'test -e /run/cognos/ready',
} as const;
export type Question = keyof typeof questions;

/** Asks all of them. Throws when the answers do not come back whole. */
export async function observe(vm: Vm): Promise<Observations> {
  const { stdout, stderr } = await vm.trySsh('sh -s', { stdin: script(), timeoutMs: 600_000 });
  const answers = parseAnswers(stdout);
  const silent = Object.keys(questions).filter((name) => !(name in answers));
  if (silent.length) throw new VmError(`No answer to ${silent.join(', ')} over ssh: ${stderr.trim()}`, vm.serial.tail());
  return answers as Observations;
}

// </dev/null: a command that reads stdin would eat the rest of the script.
export function script(): string {
  const asked = Object.entries(questions).map(([name, command]) =>
    `text=$( { ${command}; } 2>&1 </dev/null ); code=$?; printf '\\n@@ %s %s\\n%s\\n' ${name} "$code" "$text"`);
  return `PATH=$PATH:/usr/sbin:/sbin\n${asked.join('\n')}\nprintf '\\n@@ end 0\\n'\n`;
}

export function parseAnswers(output: string): Partial<Observations> {
  const pieces = output.split(/^@@ (\w+) (\d+)$/m).slice(1);
  const answers: Partial<Observations> = {};
  for (let index = 0; index + 2 < pieces.length; index += 3) {
    const name = pieces[index] as Question;
    if (name in questions) answers[name] = { exitCode: Number(pieces[index + 1]), text: (pieces[index + 2] ?? '').trim() };
  }
  return answers;
}
