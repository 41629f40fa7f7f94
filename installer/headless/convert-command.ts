/** `convert`: another dialect into ours on stdout, what became of each line on stderr; with --json both in one. */
import { isPreseed } from '../../preseed/is-preseed.ts';
import { formatLossReport } from '../../shared/foreign/loss-report.ts';
import { escapeForTerminal, exitCodes, formatFinding, RefusedError, type ExitCode } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { userDataText } from '../wizard/user-data-text.ts';
import { fromPreseed } from './from-preseed.ts';
import type { CommandRunner } from './main.ts';
import { readSpec } from './read-spec.ts';

export const convertCommand: CommandRunner = async ({ files: [file = ''], json, from }): Promise<ExitCode> => {
  const given = await readSpec(file);
  if (from === undefined && !isPreseed(given.bytes)) {
    throw new RefusedError([{ severity: 'error', code: 'dialect', path: '', message: 'does not look like a preseed file, which is lines of owner, question, type and value; if it is one, say --from preseed', at: { file, line: 1, column: 1 } }], exitCodes.specRefused);
  }
  const { spec, report, refused, warnings } = await fromPreseed(localHost, given);
  const plain = userDataText(spec);
  const text = refused ? plain.replace('#cloud-config\n', `#cloud-config\n${refusedHead(report.counts.refused)}`) : plain;
  if (json) process.stdout.write(`${JSON.stringify({ userData: text, report, warnings }, undefined, 2)}\n`);
  else {
    process.stdout.write(text);
    for (const line of [...warnings.map(formatFinding), ...formatLossReport(report)]) process.stderr.write(`${escapeForTerminal(line)}\n`);
  }
  return refused ? exitCodes.specRefused : exitCodes.done;
};

/** Whoever keeps the file keeps this with it. */
function refusedHead(count: number): string {
  return `# Not all that was asked for: ${count} line${count === 1 ? ' was' : 's were'} refused, so this does not install unattended.\n`;
}
