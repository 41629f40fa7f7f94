/** root has no password: whoever administers does it by sudo, under their own name. Its keys and cron jobs go on working. */
import type { Action } from '../../../shared/harden/action.ts';
import { readShadow } from './shadow.ts';

export const rootLocked: Action = {
  check: async (_, { host }) => ((await readShadow(host)).some(({ name, locked }) => name === 'root' && locked) ? undefined : 'root has a password'),
  async apply(_, { host }) {
    await host.run('passwd', ['--lock', '--quiet', 'root']);
  },
  save: async (_, { host }) => ((await readShadow(host)).some(({ name, hasPassword }) => name === 'root' && hasPassword) ? 'password' : 'none'),
  // passwd puts a mark before the hash and takes it away again; an empty password does not come back.
  async undo(_, saved, { host }) {
    if (saved === 'password') await host.run('passwd', ['--unlock', '--quiet', 'root']);
  },
};
