/** `convert`: another dialect into ours on stdout, what became of each line on stderr; with --json both in one. */
import { escapeForTerminal, exitCodes, formatFinding, type ExitCode } from '../../shared/errors.ts';
import { formatLossReport } from '../../shared/foreign/loss-report.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { userDataText } from '../wizard/user-data-text.ts';
import { dialectOf, fromForeign, refused as refusal } from './from-foreign.ts';
import type { CommandRunner } from './main.ts';
import { readSpec } from './read-spec.ts';

export const convertCommand: CommandRunner = async ({ files: [file = ''], json, from }): Promise<ExitCode> => {
  const given = await readSpec(file);
  const dialect = from ?? await dialectOf(given);
  if (dialect === undefined) throw refusal('dialect', file, 'does not look like a preseed, autoinstall, kickstart, Agama or Proxmox file; if it is one, say which: --from preseed');
  const { spec, report, refused, warnings } = await fromForeign(localHost, given, dialect);
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
