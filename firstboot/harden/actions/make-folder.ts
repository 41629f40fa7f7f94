/** A folder of root's that has to be there before the next start makes it. */
import type { Action } from '../../../shared/harden/action.ts';

export const makeFolder: Action = {
  check: async ({ path = '' }, { host }) => (await host.exists(path) ? undefined : `${path} is not there`),
  apply: ({ path = '', mode = '0755' }, { host }) => host.makeDirectory(path, { mode: Number.parseInt(mode, 8), uid: 0, gid: 0 }),
};
