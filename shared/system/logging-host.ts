/**
 * A Host that writes down every command: start, finish or failure, with a number and the seconds it took. Argv can
 * be logged because nothing secret is ever in it; stdin and output are not. A line that cannot be written is lost: a
 * full /var/log must not make a command fail that worked.
 */
import { CommandError, type Host } from './host.ts';

export type LogLine = (line: string) => Promise<void>;

export function loggingHost(host: Host, log: LogLine): Host {
  let operations = 0;
  const note = (line: string): Promise<void> => log(line).catch(() => undefined);
  return {
    ...host,
    async run(file, args, options) {
      const operation = ++operations;
      const begun = performance.now();
      await note(`op ${operation}: ${[file, ...args].map(quoted).join(' ')}`);
      const seconds = (): string => ((performance.now() - begun) / 1000).toFixed(2);
      try {
        const output = await host.run(file, args, options);
        await note(`op ${operation}: done in ${seconds()} s`);
        return output;
      } catch (error) {
        await note(`op ${operation}: failed after ${seconds()} s: ${error instanceof CommandError ? error.message : String(error)}`);
        throw error;
      }
    },
  };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
}
