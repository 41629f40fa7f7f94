/**
 * How far cloud-init is, as systemd sees it. Not `cloud-init status --wait`: that of 22.4.2 returns at the first
 * recorded error, while later stages still run, and never returns when a stage died before it wrote its status.
 */
import type { Host } from '../../shared/system/host.ts';
import { cloudInitDisabled } from '../paths.ts';

/** Whether cloud-init has anything to do on this boot: its generator leaves a file when it found a datasource. */
export async function isCloudInitOn(host: Host): Promise<boolean> {
  return !await host.exists(cloudInitDisabled) && await host.exists('/run/cloud-init/enabled');
}

/** Running, or queued by this boot (it has a job) and not begun. */
export async function isStageAhead(host: Host, unit: string): Promise<boolean> {
  const text = await host.run('systemctl', ['show', '--property=ActiveState,Job', unit]);
  return /^ActiveState=(activating|reloading)$/m.test(text) || /^Job=[1-9]/m.test(text);
}
