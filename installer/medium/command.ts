import { execa } from 'execa';

export interface CommandOptions {
  cwd?: string | undefined;
  stdin?: string | undefined;
  env?: Record<string, string> | undefined;
}

/** stdout of a command; throws with the command's own last words when it fails. */
export async function command(file: string, args: readonly string[], { cwd, stdin, env }: CommandOptions = {}): Promise<string> {
  const result = await execa(file, args, {
    reject: false,
    stripFinalNewline: false,
    maxBuffer: 512 * 1024 * 1024,
    env: { LC_ALL: 'C.UTF-8', TZ: 'UTC', ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(stdin === undefined ? { stdin: 'ignore' } : { input: stdin }),
  });
  if (!result.failed) return result.stdout;
  const words = (result.stderr || result.stdout || result.originalMessage || '').trim().split('\n').slice(-12).join('\n');
  throw new Error(`${file} ${args.slice(0, 4).join(' ')} exited with ${result.exitCode ?? result.signal ?? 'no status'}:\n${words}`);
}
