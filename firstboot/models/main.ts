/** `cognos-model`: command line in, exit code out. */
import { escapeForTerminal, exitCodes, InstallerError, RefusedError, type ExitCode } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { parseCommandLine, UsageError, help } from './command-line.ts';
import { runModelCommand } from './run-model-command.ts';

async function main(words: readonly string[]): Promise<ExitCode> {
  try {
    const line = parseCommandLine(words);
    if (line === 'help') {
      process.stdout.write(help);
      return exitCodes.done;
    }
    if (line.command !== 'list' && process.getuid?.() !== 0) throw new UsageError(`${line.command} needs root`);
    const controller = new AbortController();
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => { controller.abort(); });
    return await runModelCommand(localHost, line, controller.signal, {
      out: (text) => { process.stdout.write(text); }, say: complain, isTerminal: process.stderr.isTTY === true,
      person: process.env['SUDO_USER'] ?? process.env['USER'] ?? 'root',
    });
  } catch (error) {
    return report(error, words.includes('--debug'));
  }
}

function complain(text: string): void {
  process.stderr.write(`cognos-model: ${escapeForTerminal(text)}\n`);
}

function report(error: unknown, debug: boolean): ExitCode {
  if (debug) process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  if (error instanceof UsageError) {
    complain(error.message);
    return exitCodes.usage;
  }
  if (error instanceof Error && error.name === 'AbortError') {
    complain('stopped; what was fetched so far is kept');
    return exitCodes.failedResumable;
  }
  for (const sentence of (error instanceof Error ? error.message : String(error)).split('\n')) complain(sentence);
  if (error instanceof RefusedError) return error.exitCode;
  if (!(error instanceof InstallerError)) return exitCodes.failedResumable;
  complain(error.action);
  return error.exitCode;
}

process.exitCode = await main(process.argv.slice(2));
