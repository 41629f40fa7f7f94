/** A unit that runs unless somebody masked it: the installer does where the spec says so. */
import type { Action } from '../../../shared/harden/action.ts';
import { restoreUnit, setUnit } from '../../../shared/harden/units.ts';
import type { Host } from '../../../shared/system/host.ts';

const state = async (host: Host, unit: string): Promise<string> => (await host.run('systemctl', ['is-enabled', unit], { okExitCodes: [0, 1, 4] })).trim();

export const enableUnlessMasked: Action = {
  async check({ unit = '' }, { host }) {
    const now = await state(host, unit);
    return ['enabled', 'static', 'masked', 'masked-runtime'].includes(now) ? undefined : `${unit} is ${now || 'not there'}`;
  },
  save: ({ unit = '' }, { host }) => state(host, unit),
  apply: ({ unit = '' }, { host }) => setUnit(host, unit, 'enabled'),
  undo: ({ unit = '' }, saved, { host }) => restoreUnit(host, unit, saved),
};
