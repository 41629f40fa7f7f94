/**
 * What was there before a control changed it, so that undo can put it back: a file a control, or one for a whole
 * group where the installer wrote it. It is on the disk before anything is changed.
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

/** @param file where new ones go, all together; each its own file unless given */
export async function openBackups(host: Host, file?: string): Promise<Backups> {
  const { manifests, fileOf } = await readManifests(host);
  const unsaved = new Set<string>();
  const fileFor = (id: string): string => fileOf.get(id) ?? file ?? id;
  const write = async (name: string): Promise<void> => {
    const own = [...manifests].filter(([id]) => fileFor(id) === name);
    if (own.length === 0) return host.remove(`${backupFolder}/${name}.json`);
    // 0600 whatever the files were: a copy must not be easier to read.
    await host.writeFile(`${backupFolder}/${name}.json`, `${JSON.stringify(Object.fromEntries(own), undefined, 2)}\n`, { mode: 0o600 });
  };
  const set = (id: string, manifest: Manifest): void => {
    manifests.set(id, manifest);
    unsaved.add(id);
  };
  return {
    all: () => manifests,
    keep(id, before) {
      const manifest = manifests.get(id) ?? { order: nextOrder(manifests), before: [] };
      if (manifest.before.some((known) => nameOf(known) === nameOf(before))) return;
      set(id, { ...manifest, before: [...manifest.before, before] });
    },
    async save() {
      if (unsaved.size > 0) await host.makeDirectory(backupFolder, { mode: 0o700 });
      for (const name of new Set([...unsaved].map(fileFor))) await write(name);
      for (const id of unsaved) fileOf.set(id, fileFor(id));
      unsaved.clear();
    },
    replace(id, path, content) {
      const manifest = manifests.get(id);
      if (manifest) set(id, { ...manifest, before: manifest.before.map((known) => (known.kind === 'file' && known.path === path ? { ...known, content } : known)) });
    },
    async forget(id) {
      manifests.delete(id);
      unsaved.delete(id);
      await write(fileFor(id));
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

async function readManifests(host: Host): Promise<{ manifests: Map<string, Manifest>; fileOf: Map<string, string> }> {
  const manifests = new Map<string, Manifest>();
  const fileOf = new Map<string, string>();
  for (const name of await host.list(backupFolder)) {
    if (!name.endsWith('.json')) continue; // writeFile leaves a temporary file behind when the power goes.
    const own = JSON.parse(await host.readFile(`${backupFolder}/${name}`)) as Record<string, Manifest>;
    for (const [id, manifest] of Object.entries(own)) {
      manifests.set(id, manifest);
      fileOf.set(id, name.slice(0, -'.json'.length));
    }
  }
  return { manifests, fileOf };
}
