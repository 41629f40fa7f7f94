/** `cognos-netboot`: command line in, exit code out. Every command is loaded on its own. */
import { reportError } from '../installer/headless/report-error.ts';
import { escapeForTerminal, exitCodes, type ExitCode } from '../shared/errors.ts';
import { parseCommandLine, type Command, type CommandLine } from './command-line.ts';

export type CommandRunner = (line: CommandLine) => Promise<ExitCode>;

const runners: Record<Command, () => Promise<CommandRunner>> = {
  serve: async () => (await import('./serve/serve-command.ts')).serveCommand,
  export: async () => {
    const { exportCommand } = await import('./boot/export-command.ts');
    return async ({ files }) => await exportCommand(files) as ExitCode;
  },
  share: async () => {
    const { shareCommand } = await import('./share/share-command.ts');
    return async ({ files }) => await shareCommand(files, { out: (text) => { process.stdout.write(text); }, say: (sentence) => { process.stderr.write(`cognos-netboot: ${escapeForTerminal(sentence)}\n`); } });
  },
  inventory: async () => (await import('./inventory/inventory-command.ts')).inventoryCommand,
  match: async () => (await import('./inventory/match-command.ts')).matchCommand,
  status: async () => (await import('./rollout/status-command.ts')).statusCommand,
  retry: async () => (await import('./rollout/retry-command.ts')).retryCommand,
};

async function main(words: readonly string[]): Promise<ExitCode> {
  try {
    const line = parseCommandLine(words);
    if ('help' in line) {
      process.stdout.write(line.help);
      return exitCodes.done;
    }
    return await (await runners[line.command]())(line);
  } catch (error) {
    return reportError('cognos-netboot', error, words.includes('--debug'));
  }
}

// A reader that has left (`| head`) is no reason to stop serving.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.exitCode = await main(process.argv.slice(2));
