/** A package's file that is ours now: its upgrades write beside it (dpkg-divert(1)). */
import type { Action } from '../../../shared/harden/action.ts';
import { argument } from './arguments.ts';

export const divert: Action = {
  async check(args, { host }) {
    const path = argument(args, 'path');
    const owner = (await host.run('dpkg-divert', ['--listpackage', path])).trim();
    return owner === 'LOCAL' ? undefined : `an upgrade would replace ${path}`;
  },
  async apply(args, { host, signal }) {
    await host.run('dpkg-divert', ['--local', '--no-rename', '--divert', argument(args, 'to'), '--add', argument(args, 'path')], { signal });
  },
  save: async () => '',
  async undo(args, _, { host, signal }) {
    await host.run('dpkg-divert', ['--no-rename', '--remove', argument(args, 'path')], { signal });
  },
};
