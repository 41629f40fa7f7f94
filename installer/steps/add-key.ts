import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Handler, StepContext, StepOf } from '../../shared/plan/step.ts';

/** 64 characters of chance need no slow derivation: one that a laptop does in a millisecond is as good. */
const quick = ['--pbkdf', 'pbkdf2', '--pbkdf-force-iterations', '1000'];

/** A run that was cut off may have made the file and not the slot: what counts is whether the one opens the other. */
export const addKey: Handler<'add-key'> = async (step, context) => {
  const { device, passphrase, keyFile } = step;
  const { target, signal, reveal } = context;
  if (await opens(step, context)) return;
  await target.makeDirectory(dirname(keyFile), { mode: 0o700 });
  await target.writeFile(keyFile, randomBytes(48).toString('base64'), { mode: 0o400, uid: 0, gid: 0 });
  await target.run('cryptsetup', ['luksAddKey', '--batch-mode', ...quick, '--key-file', '-', '--', device, keyFile], { signal, stdin: reveal(passphrase) });
};

async function opens({ device, keyFile }: StepOf<'add-key'>, { target, signal }: StepContext): Promise<boolean> {
  if (!await target.exists(keyFile)) return false;
  return target.run('cryptsetup', ['open', '--test-passphrase', '--key-file', keyFile, '--', device], { signal }).then(() => true, () => false);
}
