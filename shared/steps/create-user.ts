import { posix } from 'node:path';
import type { Handler, StepContext, StepOf } from '../plan/step.ts';

/** useradd's exit status when the name is taken (useradd(8)): an earlier, interrupted run made it. */
const nameTaken = 9;

/** The hash goes to chpasswd on stdin: argv can be read by everyone (Calamares passes it there). */
export const createUser: Handler<'create-user'> = async (step, context) => {
  const { target, signal, reveal } = context;
  for (const group of step.groups) await target.run('groupadd', ['--force', '--', group], { signal });
  await target.run('useradd', [...step.options, '--', step.name], { signal, okExitCodes: [0, nameTaken] });
  if (step.groups.length > 0) await target.run('usermod', ['--append', '--groups', step.groups.join(','), '--', step.name], { signal });
  if (step.password !== undefined) await target.run('chpasswd', ['--encrypted'], { signal, stdin: `${step.name}:${reveal(step.password)}\n` });
  if (step.lock) await target.run('passwd', ['--lock', '--quiet', '--', step.name], { signal });
  if (step.sudo.length > 0) await allowSudo(step, context);
  if (step.authorizedKeys.length > 0) await authoriseKeys(step, context);
};

async function allowSudo({ name, sudo }: StepOf<'create-user'>, { target, signal }: StepContext): Promise<void> {
  // sudo ignores files with a dot in their name (sudoers(5)); a user name may have one.
  const path = `/etc/sudoers.d/90-cognos-${name.replaceAll('.', '_')}`;
  await target.writeFile(path, sudo.map((rule) => `${name} ${rule}\n`).join(''), { mode: 0o440, uid: 0, gid: 0 });
  try {
    await target.run('visudo', ['--check', '--quiet', `--file=${path}`], { signal });
  } catch (error) {
    await target.remove(path); // A broken file would take sudo away from everyone.
    throw error;
  }
}

async function authoriseKeys({ name, authorizedKeys }: StepOf<'create-user'>, { target, signal }: StepContext): Promise<void> {
  const entry = (await target.run('getent', ['passwd', '--', name], { signal })).trim().split(':');
  const [, , uid, gid, , home] = entry;
  if (!uid || !gid || !home) throw new Error(`${name} has no entry in the target's passwd`);
  const owner = { uid: Number(uid), gid: Number(gid) };
  await target.makeDirectory(posix.join(home, '.ssh'), { mode: 0o700, ...owner });
  await target.writeFile(posix.join(home, '.ssh/authorized_keys'), authorizedKeys.map((key) => `${key}\n`).join(''), { mode: 0o600, ...owner });
}
