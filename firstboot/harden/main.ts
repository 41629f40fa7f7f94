/** `cognos-harden`: command line in, exit code out. */
import { escapeForTerminal, exitCodes, InstallerError, RefusedError, type ExitCode } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { takeTurn } from '../turn.ts';
import { runHarden } from './command.ts';
import { readCommandLine, type Asked } from './command-line.ts';
import { isOverSsh } from './ssh-session.ts';

const help = `Usage: cognos-harden list|check|apply|undo|confirm [ID…] [--json] [--profile P]

  list     every control: which apply here (+), which do not (-) and why
  check    whether they are so; changes nothing. Exit code 3 when one is not
  apply    makes them so; what was there before is kept
  undo     puts back what was there before; without an ID, everything
  confirm  keeps the firewall that \`apply\` loaded on trial over ssh

  ID           one control or several; all of them when left out
  --profile P  none, baseline, cis-level1-server or cis-level2-server; that of
               /etc/cognos/spec.yaml when left out
  --json       for programs

All need root, for the spec is root's. Exit codes: 0 done, 1 the spec is refused, 2 usage,
3 the machine is not as the profile says, 4 a control could not be applied,
75 first boot is at work
`;

async function main(words: readonly string[]): Promise<ExitCode> {
  const debug = words.includes('--debug');
  const rest = words.filter((word) => word !== '--debug');
  if (rest.length === 0 || rest.includes('--help') || rest[0] === 'help') {
    process.stdout.write(help);
    return rest.length === 0 ? exitCodes.usage : exitCodes.done;
  }
  const asked = readCommandLine(rest);
  if ('fault' in asked) {
    complain(asked.fault);
    return exitCodes.usage;
  }
  try {
    return await run(asked);
  } catch (error) {
    return report(error, debug);
  }
}

async function run(asked: Asked): Promise<ExitCode> {
  if (process.getuid?.() !== 0) {
    complain(`${asked.verb} needs root; use sudo`);
    return exitCodes.usage;
  }
  const controller = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => { controller.abort(); });
  const changes = asked.verb === 'apply' || asked.verb === 'undo';
  const turn = changes ? await takeTurn(localHost) : undefined;
  try {
    return await runHarden(asked, {
      host: localHost, signal: controller.signal, overSsh: await isOverSsh(localHost, process.ppid), colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
      out: (text) => { process.stdout.write(text); }, complain,
    });
  } finally {
    await turn?.release();
  }
}

function complain(text: string): void {
  process.stderr.write(`cognos-harden: ${escapeForTerminal(text)}\n`);
}

function report(error: unknown, debug: boolean): ExitCode {
  if (debug) process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  if (error instanceof RefusedError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  complain(error instanceof Error ? error.message : String(error));
  if (!(error instanceof InstallerError)) return exitCodes.failedResumable;
  complain(error.action);
  return error.exitCode;
}

process.exitCode = await main(process.argv.slice(2));
