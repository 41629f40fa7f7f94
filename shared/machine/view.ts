import type { Host } from '../system/host.ts';
import { CommandError } from '../system/host.ts';

/**
 * What a probe looks through: the system, when to stop, and where it says what it could not see.
 * `unseen` holds whole sentences for people, each once.
 */
export interface View {
  host: Host;
  signal: AbortSignal | undefined;
  unseen: Set<string>;
}

/** A one-line file of sysfs; undefined when absent, root-only or unanswered by the driver. */
export async function readLine(view: View, path: string): Promise<string | undefined> {
  const text = await readText(view, path);
  return text?.split('\n')[0]?.replaceAll('\0', ' ').trim() || undefined;
}

/** A whole file; undefined when it cannot be read. A refusal is told in `unseen`, an absence is not. */
export async function readText(view: View, path: string): Promise<string | undefined> {
  view.signal?.throwIfAborted();
  try {
    return await view.host.readFile(path);
  } catch (error) {
    if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) view.unseen.add(`${path} needs root to be read.`);
    // Everything else is the kernel's way of saying "no answer": ENOENT, ENODEV, EINVAL (carrier of a link that is down).
    return undefined;
  }
}

export async function readNumber(view: View, path: string): Promise<number | undefined> {
  const line = await readLine(view, path);
  const number = line === undefined ? Number.NaN : Number(line);
  return Number.isFinite(number) ? number : undefined;
}

/** The last part of what a link points to, e.g. the driver's name; undefined without a link. */
export async function readLinkName(view: View, path: string): Promise<string | undefined> {
  return (await view.host.readLink(path))?.split('/').at(-1);
}

/** stdout, or undefined with a sentence in `unseen` that names what stays unknown. */
export async function tryRun(view: View, file: string, args: readonly string[], options: { unknown: string; okExitCodes?: readonly number[] }): Promise<string | undefined> {
  try {
    return await view.host.run(file, args, { signal: view.signal, okExitCodes: options.okExitCodes });
  } catch (error) {
    view.signal?.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    view.unseen.add(`${options.unknown} could not be seen: ${error.message.trim().replace(/\s+/g, ' ').replace(/\.+$/, '')}.`);
    return undefined;
  }
}

/** The same for a tool that answers in JSON, which is trusted to have the tool's own shape. */
export async function tryRunJson<T>(view: View, file: string, args: readonly string[], options: { unknown: string }): Promise<T | undefined> {
  const text = await tryRun(view, file, args, options);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    view.unseen.add(`${options.unknown} could not be seen: ${file} did not answer in JSON.`);
    return undefined;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
