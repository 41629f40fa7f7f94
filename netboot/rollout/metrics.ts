/** Figures for Prometheus, in its text format 0.0.4. */
import { machineStates } from '../store/machine-record.ts';
import type { Rollout } from './view.ts';

export function rolloutMetrics({ counts, rates, machines, inventory }: Rollout): string {
  const gauge = (name: string, help: string, values: [labels: string, value: number][]): string => (values.length === 0 ? ''
    : `# HELP cognos_netboot_${name} ${help}\n# TYPE cognos_netboot_${name} gauge\n${values.map(([labels, value]) => `cognos_netboot_${name}${labels} ${value}\n`).join('')}`);
  const one = (value: number | undefined): [string, number][] => (value === undefined ? [] : [['', value]]);
  return [
    gauge('machines', 'Machines by state.', machineStates.map((state) => [`{state="${state}"}`, counts[state]])),
    gauge('quiet_machines', 'Machines under way that have not been heard of for half an hour.', one(machines.filter(({ quiet }) => quiet).length)),
    gauge('ready_per_hour', 'Machines that became ready in the last hour.', one(rates.readyPerHour)),
    gauge('install_seconds', 'Median time from the choice of a spec to an installed system.', one(rates.secondsToInstall)),
    gauge('ready_seconds', 'Median time from the choice of a spec to a ready machine.', one(rates.secondsToReady)),
    gauge('left_seconds', 'Estimated time until all machines under way are ready.', one(rates.secondsLeft)),
    gauge('inventory_broken', 'Whether the inventory was edited into something that cannot be.', one(inventory && (inventory.problems.length > 0 ? 1 : 0))),
    gauge('progress_ratio', 'Progress of machines under way, within their stage.', machines.filter(({ state }) => state === 'installing' || state === 'firstboot')
      .map(({ id, state, fraction, hostname }) => [`{machine="${label(id)}",hostname="${label(hostname ?? '')}",stage="${state === 'installing' ? 'install' : 'firstboot'}"}`, Math.round(fraction * 1000) / 1000])),
  ].join('');
}

function label(text: string): string {
  return text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
