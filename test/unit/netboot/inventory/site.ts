/** A site's inventory in a folder of this test, and the machines that ask for a spec. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readInventory, type InventoryReading } from '../../../../netboot/inventory/read-inventory.ts';
import { deriveAccelerators } from '../../../../shared/machine/derive-accelerators.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import { localHost } from '../../../../shared/system/local-host.ts';

export async function folderOf(t: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cognos-netboot-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

export async function read(t: TestContext, files: Record<string, string>): Promise<InventoryReading & { folder: string }> {
  const folder = await folderOf(t, files);
  return { ...await readInventory(localHost, join(folder, 'site.yaml')), folder };
}

/** A recorded machine, with changes. */
export function machine(name: string, change: (machine: Machine) => void = () => undefined): Machine {
  const recorded = JSON.parse(readFileSync(new URL(`../../../fixtures/machines/${name}.json`, import.meta.url), 'utf8')) as Machine;
  const copy: Machine = { ...recorded, accelerators: recorded.accelerators ?? deriveAccelerators(recorded) };
  change(copy);
  return copy;
}

export const spec = `#cloud-config
hostname: "{{hostname}}"
users:
  - name: ada
    groups: [sudo]
    ssh_authorized_keys:
      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9cTL1OzbeUeCAlaYKBQWGmI0o7oRyC1rmTkSJmyGpO ada@example.net
cognos:
  version: 1
  unattended: true
  storage: {disk: {match: {prefer: largest}, wipe: any}}
`;
