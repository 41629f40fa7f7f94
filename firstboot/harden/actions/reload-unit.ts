/** After the file of a service was changed. A service that does not run has nothing to reload. */
import type { Action } from '../../../shared/harden/action.ts';

export const reloadUnit: Action = {
  afterChange: true,
  check: () => Promise.resolve(undefined),
  async apply({ unit = '', how = 'try-reload-or-restart' }, { host }) {
    await host.run('systemctl', [how, unit]);
  },
};
