import { access, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One build at a time in a folder; a lock whose process is gone is taken over. Returns what releases it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = join(folder, 'lock');
  const mine = `${lock}.${process.pid}`;
  await writeFile(mine, String(process.pid));
  try {
    if (await isStale(lock)) await rm(lock, { force: true });
    await link(mine, lock); // Fails when it is there: creating it and its content are one act.
  } catch (error) {
    throw new Error(`another build is running in ${folder} (process ${await readFile(lock, 'utf8').catch(() => 'unknown')}); wait for it`, { cause: error });
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(lock, { force: true });
}

async function isStale(lock: string): Promise<boolean> {
  const owner = await readFile(lock, 'utf8').catch(() => undefined);
  return owner !== undefined && !await access(`/proc/${owner}`).then(() => true, () => false);
}
