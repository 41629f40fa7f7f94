/** The options and files behind a command, as node:util reads them; what a command knows nothing of is refused. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

export type OptionValues<Options extends ParseArgsOptionsConfig> = { [K in keyof Options]?: Options[K] extends { multiple: true } ? string[] : Options[K]['type'] extends 'boolean' ? boolean : string };

interface Reading<Options> { program: string; command: string; options: Options; /** Those of this command; `help` and `debug` are every command's. */ allowed: readonly string[] }

/** Throws UsageError. */
export function parseWords<Options extends ParseArgsOptionsConfig>({ program, command, options, allowed }: Reading<Options>, words: string[]): { values: OptionValues<Options>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args: words, options: options as ParseArgsOptionsConfig, allowPositionals: true, strict: true });
    const wrong = Object.keys(values).find((name) => !['help', 'debug', ...allowed].includes(name));
    if (wrong) throw new UsageError(`--${wrong} means nothing to ${command}; see ${program} ${command} --help`);
    return { values: values as OptionValues<Options>, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${command}: ${error instanceof Error ? error.message.split('. ')[0] : String(error)}; see ${program} ${command} --help`);
  }
}
