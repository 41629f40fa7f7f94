/**
 * What was there before a control changed it, so that undo can put it back: one file a control. It is on the disk
 * before anything is changed, so that a power cut in between costs nothing.
 */
import type { Host } from '../system/host.ts';

export const backupFolder = '/var/lib/cognos/harden/backup';

export type Before =
  /** Without content there was no such file. */
  | { kind: 'file'; path: string; content?: string | undefined; mode?: number; owner?: string }
  | { kind: 'mode'; path: string; mode: number; owner: string }
  | { kind: 'sysctl'; key: string; value: string }
  | { kind: 'package'; name: string; present: boolean }
  | { kind: 'unit'; name: string; state: string }
  | { kind: 'action'; name: string; args: Readonly<Record<string, string>>; saved: string };

export interface Manifest {
  version: 1;
  /** Among all controls: who changed a file later builds on who changed it earlier. */
  order: number;
  before: Before[];
}

export interface Backups {
  all(): ReadonlyMap<string, Manifest>;
  /** In memory, until `save`. The first time something is kept counts; what was kept already stays. */
  keep(id: string, before: Before): void;
  save(): Promise<void>;
  /** Another old content for a file that is kept already. */
  replace(id: string, path: string, content: string | undefined): void;
  forget(id: string): Promise<void>;
}

export async function openBackups(host: Host, folder: string = backupFolder): Promise<Backups> {
  const manifests = await readManifests(host, folder);
  const unsaved = new Set<string>();
  const set = (id: string, manifest: Manifest): void => {
    manifests.set(id, manifest);
    unsaved.add(id);
  };
  return {
    all: () => manifests,
    keep(id, before) {
      const manifest = manifests.get(id) ?? { version: 1, order: nextOrder(manifests), before: [] };
      if (manifest.before.some((known) => nameOf(known) === nameOf(before))) return;
      set(id, { ...manifest, before: [...manifest.before, before] });
    },
    async save() {
      if (unsaved.size > 0) await host.makeDirectory(folder, { mode: 0o700 });
      for (const id of unsaved) {
        // 0600 whatever the files were: a copy must not be easier to read.
        await host.writeFile(`${folder}/${id}.json`, `${JSON.stringify(manifests.get(id), undefined, 2)}\n`, { mode: 0o600 });
        unsaved.delete(id);
      }
    },
    replace(id, path, content) {
      const manifest = manifests.get(id);
      if (manifest) set(id, { ...manifest, before: manifest.before.map((known) => (known.kind === 'file' && known.path === path ? { ...known, content } : known)) });
    },
    async forget(id) {
      await host.remove(`${folder}/${id}.json`);
      manifests.delete(id);
      unsaved.delete(id);
    },
  };
}

function nameOf(before: Before): string {
  switch (before.kind) {
    case 'file': case 'mode': return `path ${before.path}`;
    case 'sysctl': return `sysctl ${before.key}`;
    case 'package': case 'unit': return `${before.kind} ${before.name}`;
    case 'action': return `action ${before.name} ${JSON.stringify(before.args)}`;
  }
}

function nextOrder(manifests: ReadonlyMap<string, Manifest>): number {
  return Math.max(0, ...[...manifests.values()].map(({ order }) => order)) + 1;
}

async function readManifests(host: Host, folder: string): Promise<Map<string, Manifest>> {
  const manifests = new Map<string, Manifest>();
  for (const name of await host.list(folder)) {
    // writeFile leaves a temporary file behind when the power goes.
    if (name.endsWith('.json')) manifests.set(name.slice(0, -'.json'.length), JSON.parse(await host.readFile(`${folder}/${name}`)) as Manifest);
  }
  return manifests;
}
