/** Whether the kernel drives a device with the module that the plan names, and whether programs can reach it. */
import type { DeviceDrivers } from '../../shared/drivers/driver-plan.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';

/** `restart`: it can only be so after a restart. */
export type Binding = { state: 'bound' } | { state: 'restart' | 'failed'; why: string };

export async function bindDevice(host: Host, { accelerator, name, module: planned = '' }: DeviceDrivers): Promise<Binding> {
  const module = planned === 'nvidia-open' ? 'nvidia' : planned;
  const driver = `/sys/bus/pci/devices/${accelerator.replace(/^pci-/, '')}/driver`;
  const before = await boundTo(host, driver);
  // A module that holds the card does not let go of it while consoles draw on it.
  if (before !== undefined && before !== module) return { state: 'restart', why: `${name} is held by the module ${before}, which gives it to ${module} at a restart` };
  const complaint = before === module ? undefined : await load(host, module);
  if (await boundTo(host, driver) !== module) return { state: 'restart', why: complaint ?? `the module ${module} is loaded, but does not take ${name}` };
  return reachable(host, module, name);
}

async function boundTo(host: Host, driver: string): Promise<string | undefined> {
  return (await host.readLink(driver))?.split('/').at(-1);
}

/** @returns why not */
async function load(host: Host, module: string): Promise<string | undefined> {
  try {
    await host.run('modprobe', [module]);
    return await host.exists(`/sys/module/${module}`) ? undefined : `modprobe ended well, but the module ${module} is not there`;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return /key was rejected|required key not available/i.test(error.stderr)
      ? `Secure Boot is on and the firmware does not know the key that the module ${module} is signed with`
      : `the module ${module} could not be loaded: ${error.message}`;
  }
}

/** Vulkan goes through these; NVIDIA's are made by a program of theirs, not by the kernel. */
async function reachable(host: Host, module: string, name: string): Promise<Binding> {
  if (module !== 'nvidia') {
    const nodes = await host.list('/dev/dri');
    return nodes.some((node) => node.startsWith('renderD')) ? { state: 'bound' } : { state: 'failed', why: `${module} drives ${name}, but there is no /dev/dri/renderD* for programs` };
  }
  try {
    await host.run('nvidia-modprobe', ['-c', '0', '-u']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
  return await host.exists('/dev/nvidiactl') && await host.exists('/dev/nvidia0') ? { state: 'bound' }
    : { state: 'failed', why: `nvidia drives ${name}, but its device files /dev/nvidiactl and /dev/nvidia0 are not there` };
}
