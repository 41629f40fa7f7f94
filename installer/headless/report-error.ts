/** What a command line says of an error, and the exit code: one finding a line; a stack trace only when asked for. */
import { escapeForTerminal, exitCodes, formatFinding, InstallerError, RefusedError, type ExitCode } from '../../shared/errors.ts';
import { UsageError } from './usage-error.ts';

/** @param program whose word it is: `cognos-install` */
export function reportError(program: string, error: unknown, debug: boolean): ExitCode {
  const complain = (text: string): void => { process.stderr.write(`${text}\n`); };
  const words = escapeForTerminal(error instanceof Error ? error.message : String(error));
  if (debug) complain(error instanceof Error ? error.stack ?? error.message : String(error));
  if (error instanceof UsageError) {
    complain(`${program}: ${words}`);
    return exitCodes.usage;
  }
  if (error instanceof RefusedError) {
    error.findings.forEach((finding) => { complain(formatFinding(finding)); });
    return error.exitCode;
  }
  if (error instanceof InstallerError) {
    complain(`${words}\n${escapeForTerminal(error.action)}`);
    return error.exitCode;
  }
  complain(`${program}: ${words} (run again with --debug for details)`);
  return exitCodes.failedResumable;
}
