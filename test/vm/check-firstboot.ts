/** What first boot must have led to: ready, answering, guarded, and nothing said that is not so. */
import type { Check } from './check-installed-system.ts';
import type { Vm } from './vm.ts';

export interface FirstbootWanted {
  /** Id of the model that the agent must run; undefined where none was to be had. */
  model: string | undefined;
  profile: string;
  /** Controls that the user-data's own commands undo: these are said not to hold, and no others. */
  undone?: readonly string[];
}

/** Blocks until first boot says that it is over. */
export async function checkFirstboot(vm: Vm, { model, profile, undone }: FirstbootWanted): Promise<Check[]> {
  const { exitCode, stderr } = await vm.trySsh('sudo -n cognos-firstboot wait --timeout 2400', { timeoutMs: 2_500_000 });
  const checks: Check[] = [{ check: 'cognos-firstboot wait', ok: exitCode === 0, detail: `exit ${exitCode}: ${stderr.trim().split('\n').at(-1) ?? ''}` }];
  return [...checks, ...model === undefined ? [] : await checkAgent(vm, model), ...await checkGuard(vm, profile, undone), await checkReport(vm)];
}

/** Neither network nor model: whoever logs in reads what is missing, and everything else is done. */
export async function checkWaiting(vm: Vm, missing: string): Promise<Check[]> {
  const status = async (): Promise<string> => vm.ssh('sudo -n cognos-firstboot status');
  let text = await status();
  for (let minute = 0; minute < 30 && !text.includes(missing); minute += 1) {
    await new Promise((done) => { setTimeout(done, 30_000); });
    text = await status();
  }
  const motd = await vm.ssh('cat /run/motd.dynamic /run/cognos/motd 2>/dev/null || true');
  return [
    { check: 'it says what is missing', ok: text.includes(missing), detail: text.slice(0, 1500) },
    { check: 'so does the login', ok: motd.includes(missing) || /wait/i.test(motd), detail: motd.slice(0, 400) },
    { check: 'not ready', ok: (await vm.trySsh('test -e /run/cognos/ready')).exitCode !== 0, detail: '/run/cognos/ready' },
  ];
}

/** Every later boot finds nothing to do. */
export async function checkSecondBoot(vm: Vm): Promise<Check[]> {
  await vm.ssh('sudo -n systemd-run --on-active=1 systemctl reboot');
  await vm.serial.waitFor(/reboot: Restarting system/, 180_000);
  await vm.waitForSsh();
  await vm.ssh('for i in $(seq 120); do systemctl is-active --quiet cognos-agent-ready && exit; sleep 2; done', { timeoutMs: 300_000 });
  const blame = await vm.ssh('systemd-analyze blame --no-pager | grep cognos-firstboot || echo 0ms cognos-firstboot.service');
  const [, seconds = '0', milliseconds = '0'] = /^\s*(?:([\d.]+)s)?(?: ?(\d+)ms)? cognos-firstboot/.exec(blame) ?? [];
  const cost = Number(seconds) * 1000 + Number(milliseconds);
  const ready = await vm.trySsh('test -e /run/cognos/ready && systemctl is-active cognos-ready.target cognos-agent-ready.service');
  return [
    { check: 'the second boot is ready', ok: ready.exitCode === 0, detail: ready.stdout.split('\n').join(' ') },
    { check: 'first boot costs it under 300 ms', ok: cost < 300, detail: blame.trim() },
    // What was only set in the running system is gone now.
    await checkControls(vm, 'every control holds at the second boot'),
  ];
}

/** The key is on no command line: a file of curl's options, as root. */
const askTwice = `umask 077
printf 'header = "Authorization: Bearer %s"\\n' "$(cat /etc/cognos/api-key)" > /run/ask.conf
echo '{"messages": [{"role": "user", "content": "Say something."}], "max_tokens": 8}' > /run/ask.json
for options in '' '--config /run/ask.conf'; do
  curl -sS --max-time 300 $options -o /run/answer.json -w '%{http_code}\\n' -H 'content-type: application/json' -d @/run/ask.json http://127.0.0.1:8080/v1/chat/completions
done
cat /run/answer.json; rm -f /run/ask.conf /run/ask.json /run/answer.json
`;

async function checkAgent(vm: Vm, model: string): Promise<Check[]> {
  const [without, withKey, ...answer] = (await vm.ssh('sudo -n sh -s', { stdin: askTwice, timeoutMs: 700_000 })).split('\n');
  const store = await vm.ssh('sudo -n cat /var/lib/cognos/models.json');
  const owner = await vm.ssh('dpkg --search "$(readlink -f /usr/bin/llama-server)"');
  return [
    { check: 'llama-server is of our package', ok: owner.startsWith('cognos-llama:'), detail: owner },
    { check: 'without the key: 401', ok: without === '401', detail: `${without}` },
    { check: 'with the key: a completion', ok: withKey === '200' && answer.join('').includes('"choices"'), detail: `${withKey} ${answer.join('').slice(0, 200)}` },
    { check: 'the model that was chosen', ok: store.includes(model), detail: store.slice(0, 300) },
  ];
}

async function checkGuard(vm: Vm, profile: string, undone: readonly string[] = []): Promise<Check[]> {
  const rules = await vm.ssh('sudo -n nft list ruleset');
  const sshd = await vm.ssh('sudo -n sshd -T');
  const listening = await vm.ssh('ss -tlnH | tr -s " " | cut -d" " -f4');
  return [
    { check: 'the firewall drops by default', ok: /hook input[^}]*policy drop/.test(rules) && /hook forward[^}]*policy drop/.test(rules), detail: rules.split('\n').slice(0, 4).join(' ') },
    { check: 'ssh: no passwords, no root', ok: /^passwordauthentication no$/m.test(sshd) && /^permitrootlogin no$/m.test(sshd), detail: profile },
    await checkControls(vm, 'every control holds', undone),
    { check: 'only ssh listens to the network', ok: listening.split('\n').filter((at) => at !== '' && !/^(127\.|\[::1\]|\[::ffff:127)/.test(at)).every((at) => at.endsWith(':22')), detail: listening.split('\n').join(' ') },
  ];
}

async function checkControls(vm: Vm, check: string, undone: readonly string[] = []): Promise<Check> {
  const { exitCode, stdout, stderr } = await vm.trySsh('sudo -n cognos-harden check --json', { timeoutMs: 600_000 });
  const { controls } = JSON.parse(stdout || '{"controls": []}') as { controls: { id: string; state: string; text: string }[] };
  const others = controls.filter(({ state }) => state !== 'ok' && state !== 'left-out');
  const isAsWanted = others.map(({ id }) => id).sort().join() === [...undone].sort().join();
  return { check, ok: exitCode === (undone.length === 0 ? 0 : 3) && controls.length > 0 && isAsWanted, detail: [...others.map(({ id, state, text }) => `${id} is ${state}: ${text}`), stderr.slice(0, 500)].join(' ') };
}

async function checkReport(vm: Vm): Promise<Check> {
  const text = await vm.ssh('sudo -n cat /var/lib/cognos/report.json');
  const { firstboot } = JSON.parse(text) as { firstboot?: Record<string, unknown> };
  const missing = ['steps', 'notes', 'seconds', 'finished', 'hardening'].filter((key) => firstboot?.[key] === undefined);
  return { check: 'the report is complete', ok: missing.length === 0, detail: missing.length > 0 ? `without ${missing.join(', ')}` : `${JSON.stringify(firstboot?.['notes'])}`.slice(0, 800) };
}
