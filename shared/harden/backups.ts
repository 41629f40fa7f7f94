/**
 * What was there before a control changed it, so that undo can put it back: one folder a control, with the old files
 * and a manifest. The old content is on the disk before the manifest names it, and both before anything is changed.
 */
import type { Host } from '../system/host.ts';

export const backupFolder = '/var/lib/cognos/harden/backup';

export type Before =
  /** `stored` names the copy beside the manifest; without one there was no such file. */
  | { kind: 'file'; path: string; stored?: string; mode?: number; owner?: string }
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
  /** The first time something is kept counts; what was kept already stays. */
  keep(id: string, before: Before, content?: string): Promise<void>;
  contentOf(id: string, before: Before): Promise<string | undefined>;
  /** Another old content for a file that is kept already. */
  replace(id: string, path: string, content: string | undefined): Promise<void>;
  forget(id: string): Promise<void>;
}

export async function openBackups(host: Host, folder: string = backupFolder): Promise<Backups> {
  const manifests = await readManifests(host, folder);
  const save = (id: string, manifest: Manifest): Promise<void> => host.writeFile(`${folder}/${id}/manifest.json`, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  return {
    all: () => manifests,
    async keep(id, before, content) {
      const manifest = manifests.get(id) ?? { version: 1, order: nextOrder(manifests), before: [] };
      if (manifest.before.some((known) => nameOf(known) === nameOf(before))) return;
      const stored = content === undefined ? {} : { stored: `${manifest.before.length}.before` };
      await host.makeDirectory(`${folder}/${id}`, { mode: 0o700 });
      // 0600 whatever it was: a copy must not be easier to read than the file.
      if ('stored' in stored) await host.writeFile(`${folder}/${id}/${stored.stored}`, content ?? '', { mode: 0o600 });
      const next = { ...manifest, before: [...manifest.before, { ...before, ...stored }] };
      await save(id, next);
      manifests.set(id, next);
    },
    contentOf: async (id, before) => (before.kind === 'file' && before.stored !== undefined ? host.readFile(`${folder}/${id}/${before.stored}`) : undefined),
    async replace(id, path, content) {
      const manifest = manifests.get(id);
      const index = manifest?.before.findIndex((known) => known.kind === 'file' && known.path === path) ?? -1;
      const old = manifest?.before[index];
      if (!manifest || old?.kind !== 'file') return;
      const { stored: _, ...bare } = old;
      const name = `${index}.before`;
      if (content !== undefined) await host.writeFile(`${folder}/${id}/${name}`, content, { mode: 0o600 });
      const next = { ...manifest, before: manifest.before.with(index, content === undefined ? bare : { ...bare, stored: name }) };
      await save(id, next);
      manifests.set(id, next);
    },
    async forget(id) {
      await host.remove(`${folder}/${id}`);
      manifests.delete(id);
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
  for (const id of await host.list(folder)) {
    const path = `${folder}/${id}/manifest.json`;
    // A folder without one: the power went between the copy and the manifest, and nothing was changed.
    if (await host.exists(path)) manifests.set(id, JSON.parse(await host.readFile(path)) as Manifest);
  }
  return manifests;
}
