/** First boot's step: the driver plan of ai.json, carried out. Without a plan, or with nothing in it, no command runs. */
import { readAi } from '../read-ai.ts';
import { readSpec } from '../read-spec.ts';
import type { FirstbootHandler } from '../step.ts';
import { carryOutDrivers } from './carry-out-drivers.ts';

/** The timer that does later what is queued; enabled, but started only where its marker is (units/cognos-drivers.timer). */
export const driversTimer = 'cognos-drivers.timer';

/** Never waits for a network and never fails for a driver: the CPU is there. Throws RebootNeeded, once. */
export const installDrivers: FirstbootHandler<'install-drivers'> = async (_, { host, signal, warn, onProgress }) => {
  const ai = await readAi(host);
  if (!ai) return;
  const { cognos } = await readSpec(host);
  const record = await carryOutDrivers({
    host, signal, ai, mayRestart: true, mayEnrol: cognos.ai?.enrol_key === 'ask', warn, onProgress: (fraction) => { onProgress({ fraction }); },
  });
  if (record.stages.some(({ state }) => state === 'queued')) await host.run('systemctl', ['start', '--no-block', driversTimer], { signal });
};
