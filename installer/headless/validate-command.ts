import { readUserData } from '../../cloud-init/read-user-data.ts';
import { escapeForTerminal, exitCodes, formatFinding, RefusedError, type Finding } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { givenFrom } from './given-from.ts';
import type { CommandRunner } from './main.ts';
import { readSpec } from './read-spec.ts';

export const validateCommand: CommandRunner = async ({ files, json }) => {
  const results: { file: string; ok: boolean; findings: Finding[] }[] = [];
  for (const file of files) {
    results.push({ file, ...await validate(file) });
  }
  if (json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  else for (const { file, ok, findings } of results) {
    for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
    if (ok) process.stdout.write(`${escapeForTerminal(file)}: valid\n`);
  }
  return results.every(({ ok }) => ok) ? exitCodes.done : exitCodes.specRefused;
};

/** A file that cannot be read is one finding more; the others still get theirs. */
async function validate(file: string): Promise<{ ok: boolean; findings: Finding[] }> {
  try {
    const { given, warnings } = await givenFrom(localHost, await readSpec(file));
    const read = await readUserData(given.bytes, given.file);
    if (read.ok) return { ok: true, findings: [...warnings, ...read.warnings] };
    return { ok: false, findings: read.findings };
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, findings: [...error.findings] };
    throw error;
  }
}
