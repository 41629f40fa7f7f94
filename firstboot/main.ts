/** Command line in, exit code out (design.md). Started by cognos-firstboot.service on every boot of the target. */
import { escapeForTerminal, exitCodes, InstallerError, type ExitCode } from '../shared/errors.ts';
import { StepError } from '../shared/plan/run-plan.ts';
import { localHost } from '../shared/system/local-host.ts';
import { runCommand } from './run-command.ts';
import { formatStatus, readStatus } from './status.ts';

const help = `Usage: cognos-firstboot [run]
       cognos-firstboot status [--json]

  run     bring this machine to its first login; does nothing but mark it ready
          when that is done already. Needs root; cognos-firstboot.service does it
  status  what first boot has done and is doing; the steps need root

Exit codes: 0 done, 2 usage, 4 a step failed (the next start resumes), 75 already running
`;

async function main(words: readonly string[]): Promise<ExitCode> {
  const debug = words.includes('--debug');
  const line = words.filter((word) => word !== '--debug').join(' ');
  try {
    switch (line) {
      case '--help': case 'help': process.stdout.write(help); return exitCodes.done;
      case '': case 'run': return await run();
      case 'status': process.stdout.write(formatStatus(await readStatus(localHost))); return exitCodes.done;
      case 'status --json': process.stdout.write(`${JSON.stringify(await readStatus(localHost), undefined, 2)}\n`); return exitCodes.done;
      default: complain(`I do not know \`${line}\`; try --help`); return exitCodes.usage;
    }
  } catch (error) {
    return report(error, debug);
  }
}

async function run(): Promise<ExitCode> {
  if (process.getuid?.() !== 0) {
    complain('run needs root');
    return exitCodes.usage;
  }
  const controller = new AbortController();
  // Not once(): execa listens too, and ends the process where nobody else does any more.
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => { controller.abort(); });
  return runCommand(localHost, controller.signal, (text) => { process.stdout.write(`${prefix}${text}\n`); });
}

/** systemd puts the name before every line itself. */
const prefix = process.env.JOURNAL_STREAM === undefined ? 'cognos-firstboot: ' : '';

function complain(text: string): void {
  process.stderr.write(`${prefix}${escapeForTerminal(text)}\n`);
}

/** One finding a line; a stack trace only when asked for. */
function report(error: unknown, debug: boolean): ExitCode {
  if (debug) process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  complain(error instanceof Error ? error.message : String(error));
  const known = error instanceof StepError ? error.cause : error;
  if (!(known instanceof InstallerError)) return exitCodes.failedResumable;
  complain(known.action);
  return known.exitCode;
}

process.exitCode = await main(process.argv.slice(2));
