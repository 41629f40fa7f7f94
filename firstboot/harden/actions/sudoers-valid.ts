/** Rules for sudo looked at by visudo before they are written: a file it cannot read takes sudo away from everyone. */
import { CommandError } from '../../../shared/system/host.ts';
import { exitCodes, InstallerError } from '../../../shared/errors.ts';
import type { Action } from '../../../shared/harden/action.ts';
import { argument } from './arguments.ts';

export const sudoersValid: Action = {
  async check(args, { host }) {
    try {
      await host.run('visudo', ['--check', '--quiet', '--file=-'], { stdin: argument(args, 'content') });
      return undefined;
    } catch (error) {
      if (!(error instanceof CommandError) || error.exitCode !== 1) throw error; // 1 is its answer for a file that is wrong.
      return 'visudo refuses the rules';
    }
  },
  async apply() {
    throw new InstallerError({
      code: 'sudoers-refused', exitCode: exitCodes.failedResumable,
      message: 'visudo refuses the rules for sudo, so they were not written', action: 'Run `visudo --check`: the sudo of this machine knows other words.',
    });
  },
};
