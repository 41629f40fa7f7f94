/** The measurement that `bench` leaves for `models`. */
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Host } from '../../shared/system/host.ts';
import { keptFolder, type User } from './kept-folder.ts';
import { readMeasurement } from './read-measurement.ts';

export function measurementPath(user: User): string | undefined {
  const folder = keptFolder(user);
  return folder === undefined ? undefined : `${folder}/measurement.json`;
}

/** @returns where it lies, or undefined when there is no place for it: it was printed all the same. */
export async function saveMeasurement(host: Host, measurement: Measurement, user: User): Promise<string | undefined> {
  const path = measurementPath(user);
  if (path === undefined) return undefined;
  try {
    await host.makeDirectory(path.slice(0, path.lastIndexOf('/')), { mode: user.isRoot ? 0o755 : 0o700 });
    await host.writeFile(path, `${JSON.stringify(measurement)}\n`);
    return path;
  } catch {
    return undefined;
  }
}

/** The last one on this machine; a user without one is served by root's. */
export async function savedMeasurement(host: Host, user: User): Promise<Measurement | undefined> {
  for (const path of [measurementPath(user), measurementPath({ ...user, isRoot: true })]) {
    if (path === undefined || !await host.exists(path)) continue;
    try {
      return readMeasurement(await host.readFile(path), path);
    } catch {
      continue; // Of an older release, or cut off: as good as none, and `bench` makes a new one.
    }
  }
  return undefined;
}
