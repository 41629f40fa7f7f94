import { readUserData } from '../../cloud-init/read-user-data.ts';
import { exitCodes, formatFinding, type Finding } from '../../shared/errors.ts';
import type { CommandRunner } from './main.ts';
import { readSpec } from './read-spec.ts';

export const validateCommand: CommandRunner = async ({ files, json }) => {
  const results: { file: string; ok: boolean; findings: Finding[] }[] = [];
  for (const file of files) {
    const given = await readSpec(file);
    const read = await readUserData(given.bytes, file);
    results.push({ file, ok: read.ok, findings: read.ok ? read.warnings : read.findings });
  }
  if (json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  else for (const { file, ok, findings } of results) {
    for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
    if (ok) process.stdout.write(`${file}: valid\n`);
  }
  return results.every(({ ok }) => ok) ? exitCodes.done : exitCodes.specRefused;
};
