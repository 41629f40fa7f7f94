/**
 * A staged build: each stage's result lies in `build/medium/<name>-<key>/`, where the key is a digest of
 * everything that goes into it. A stage with the same key is not run again.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface StageTiming {
  name: string;
  /** Undefined when the result was already there. */
  seconds: number | undefined;
}

export class Stages {
  readonly folder: string;
  readonly timings: StageTiming[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The folder with the result; `make` fills a fresh one, which gets its name only when it is complete. */
  async run(name: string, inputs: unknown, make: (into: string) => Promise<void>): Promise<string> {
    const place = join(this.folder, `${name}-${digest(inputs)}`);
    if (await present(place)) {
      this.note({ name, seconds: undefined });
      return place;
    }
    const started = performance.now();
    const unfinished = `${place}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await make(unfinished);
    await this.forget(name);
    await rename(unfinished, place);
    this.note({ name, seconds: (performance.now() - started) / 1000 });
    return place;
  }

  /** Only the newest result of a stage is kept: a root file system with its image is 2 GB. */
  private async forget(name: string): Promise<void> {
    const older = (await readdir(this.folder)).filter((entry) => new RegExp(`^${name}-[0-9a-f]{16}$`).test(entry));
    for (const entry of older) await rm(join(this.folder, entry), { recursive: true, force: true });
  }

  private note(timing: StageTiming): void {
    this.timings.push(timing);
    const time = timing.seconds === undefined ? 'unchanged' : `${timing.seconds.toFixed(1)} s`;
    process.stderr.write(`${timing.name.padEnd(12)} ${time}\n`);
  }
}

/** 16 hex digits over a JSON value. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

async function present(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
