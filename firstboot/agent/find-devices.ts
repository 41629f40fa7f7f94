/** The device nodes of the accelerators that a model runs on, and no others. */
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';
import type { Host } from '../../shared/system/host.ts';
import { readIfThere } from '../read-if-there.ts';

/** Empty when it runs on the CPU, or when no driver has made a node. */
export async function findDevices(host: Host, { path, devices }: DriverPlan): Promise<string[]> {
  if (path === 'cpu') return [];
  const used = devices.filter((device) => device.path === 'vulkan');
  const nodes = await Promise.all(used.map(({ accelerator, family }) => nodesOf(host, accelerator.replace(/^pci-/, ''), family)));
  return [...new Set(nodes.flat())].sort();
}

async function nodesOf(host: Host, address: string, family: string): Promise<string[]> {
  const render = (await host.list(`/sys/bus/pci/devices/${address}/drm`)).filter((name) => name.startsWith('renderD')).map((name) => `/dev/dri/${name}`);
  if (family !== 'nvidia') return render;
  const minor = /^Device Minor:\s*(\d+)$/m.exec(await readIfThere(host, `/proc/driver/nvidia/gpus/${address}/information`) ?? '')?.[1];
  if (minor === undefined) return render; // nouveau, or no driver yet.
  return [...render, `/dev/nvidia${minor}`, '/dev/nvidiactl', '/dev/nvidia-modeset', '/dev/nvidia-uvm'];
}
