/** What first boot must have led to: ready, answering, guarded, and nothing said that is not so. */
import type { Check } from './check-installed-system.ts';
import type { Vm } from './vm.ts';

export interface FirstbootWanted {
  /** Id of the model that the agent must run; undefined where none was to be had. */
  model: string | undefined;
  profile: string;
}

/** Blocks until first boot says that it is over. */
export async function checkFirstboot(vm: Vm, { model, profile }: FirstbootWanted): Promise<Check[]> {
  const { exitCode, stderr } = await vm.trySsh('sudo -n cognos-firstboot wait --timeout 2400', { timeoutMs: 2_500_000 });
  const checks: Check[] = [{ check: 'cognos-firstboot wait', ok: exitCode === 0, detail: `exit ${exitCode}: ${stderr.trim().split('\n').at(-1) ?? ''}` }];
  return [...checks, ...model === undefined ? [] : await checkAgent(vm, model), ...await checkGuard(vm, profile), await checkReport(vm)];
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
  return [
    { check: 'without the key: 401', ok: without === '401', detail: `${without}` },
    { check: 'with the key: a completion', ok: withKey === '200' && answer.join('').includes('"choices"'), detail: `${withKey} ${answer.join('').slice(0, 200)}` },
    { check: 'the model that was chosen', ok: store.includes(model), detail: store.slice(0, 300) },
  ];
}

async function checkGuard(vm: Vm, profile: string): Promise<Check[]> {
  const rules = await vm.ssh('sudo -n nft list ruleset');
  const sshd = await vm.ssh('sudo -n sshd -T');
  const controls = await vm.trySsh('sudo -n cognos-harden check --json');
  const listening = await vm.ssh('ss -tlnH | tr -s " " | cut -d" " -f4');
  return [
    { check: 'the firewall drops by default', ok: /hook input[^}]*policy drop/.test(rules) && /hook forward[^}]*policy drop/.test(rules), detail: rules.split('\n').slice(0, 4).join(' ') },
    { check: 'ssh: no passwords, no root', ok: /^passwordauthentication no$/m.test(sshd) && /^permitrootlogin no$/m.test(sshd), detail: profile },
    { check: 'every control holds', ok: controls.exitCode === 0, detail: controls.stdout.slice(0, 1500) || controls.stderr.slice(0, 500) },
    { check: 'only ssh listens to the network', ok: listening.split('\n').filter((at) => at !== '' && !/^(127\.|\[::1\]|\[::ffff:127)/.test(at)).every((at) => at.endsWith(':22')), detail: listening.split('\n').join(' ') },
  ];
}

async function checkReport(vm: Vm): Promise<Check> {
  const text = await vm.ssh('sudo -n cat /var/lib/cognos/report.json');
  const { firstboot } = JSON.parse(text) as { firstboot?: Record<string, unknown> };
  const missing = ['steps', 'notes', 'seconds', 'finished', 'hardening'].filter((key) => firstboot?.[key] === undefined);
  return { check: 'the report is complete', ok: missing.length === 0, detail: missing.length > 0 ? `without ${missing.join(', ')}` : `${JSON.stringify(firstboot?.['notes'])}`.slice(0, 800) };
}
