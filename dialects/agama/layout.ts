/** Partitions of a profile -> `cognos.storage`, with a verdict on each. */
import { storageFrom, type ForeignPartition, type PartitionWords } from '../../shared/foreign/partitions.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { readSize } from './read-size.ts';

const storage: Path = ['cognos', 'storage'];
const words: PartitionWords = {
  plain: 'give it a "filesystem" alone', filesystem: (name) => `"type": "${name}"`, mount: (path) => (path === '' ? '"path"' : `"path": "${path}"`), disk: 'the other disk',
};

export type Partition = ForeignPartition<Path>;

/** As CognOS divides, with a filesystem for models. */
export function divideAsUsual(ledger: Ledger, path: Path): void {
  ledger.put([...storage, 'layout'], 'btrfs');
  ledger.translated(path, [[...storage, 'layout']], 'as CognOS divides: btrfs with /home and /var/log as subvolumes, swap, and a filesystem for models');
}

export function layOut(ledger: Ledger, path: Path, partitions: readonly Partition[]): void {
  const reading = storageFrom(partitions, 'btrfs', words);
  if (!reading.ok) {
    ledger.refused(reading.source ?? path, reading.why);
    return ledger.notApplicable(path, 'goes with what is refused of it');
  }
  for (const [to, value] of reading.put) ledger.put(to, value);
  ledger.translated(path, reading.put.map(([to]) => to), reading.notes.join('; '));
  for (const { source, mount, use } of partitions) {
    const own = mount === '/' ? ['layout', 'root', 'models'] : use === 'swap' ? ['swap'] : use === 'esp' ? ['esp'] : [];
    const to = reading.put.map(([each]) => each).filter((each) => own.includes(String(each[2])));
    if (to.length > 0) ledger.translated(source, to);
  }
}

/** `"btrfs"`, or a map with that one key: {"btrfs": {"snapshots": true}}. */
export function filesystemOf(ledger: Ledger, path: Path): string | undefined {
  const type = ledger.get(path);
  if (!isMap(type)) return ledger.text(path)?.toLowerCase();
  const [name] = Object.keys(type);
  if (name !== undefined && isMap(type[name])) {
    ledger.sayUnknown([...path, name], ['snapshots']);
    ledger.notApplicable([...path, name, 'snapshots'], 'snapshots can be taken of each subvolume; none is taken by itself');
  }
  return name?.toLowerCase();
}

export function sizeOf(ledger: Ledger, path: Path): Pick<Partition, 'bytes' | 'said'> | undefined {
  const size = readSize(ledger.get(path));
  if (typeof size !== 'string') return size;
  ledger.refused(path, size);
  return undefined;
}
