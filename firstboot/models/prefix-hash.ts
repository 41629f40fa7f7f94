/** SHA-256 of a file while it grows from its beginning: when the last byte arrives, hardly anything is left to read. */
import { createHash } from 'node:crypto';
import type { Host } from '../../shared/system/host.ts';

const chunkBytes = 2 * 1024 ** 2;

export interface PrefixHash {
  /** Everything before `to` is there and will not change. Does nothing while an earlier call is still at it. */
  advance(to: number): void;
  /** Hashes what is left; `onBytes` hears how far it is. */
  finish(bytes: number, onBytes?: (done: number) => void): Promise<string>;
}

export function prefixHash(host: Host, path: string, signal: AbortSignal): PrefixHash {
  const hash = createHash('sha256');
  // One for all of it: to get fresh memory for each chunk and give it back takes as long as hashing.
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let done = 0;
  let goal = 0;
  let running: Promise<void> | undefined;
  const work = async (onBytes?: (done: number) => void): Promise<void> => {
    while (done < goal) {
      signal.throwIfAborted();
      const chunk = await host.readBytes(path, Math.min(chunkBytes, goal - done), done, buffer);
      if (chunk.length === 0) throw new Error(`${path} ends at byte ${done}, ${goal - done} bytes too early`);
      hash.update(chunk);
      done += chunk.length;
      onBytes?.(done);
    }
  };
  return {
    advance(to) {
      goal = Math.max(goal, to);
      // What goes wrong here goes wrong again in `finish`, and is said there.
      running ??= work().catch(() => undefined).finally(() => { running = undefined; });
    },
    async finish(bytes, onBytes) {
      await running;
      goal = bytes;
      await work(onBytes);
      return hash.digest('hex');
    },
  };
}

export function hashFile(host: Host, path: string, bytes: number, signal: AbortSignal, onBytes?: (done: number) => void): Promise<string> {
  return prefixHash(host, path, signal).finish(bytes, onBytes);
}
