/**
 * node test/scan/main.ts [--profile PROFILE]… [--json]: hardens a root as first boot would and has it judged by scanners that we
 * did not write. Exit 0 when every figure is met and every failing rule has its reason, 1 when not, 2 usage.
 */
import { parseArgs } from 'node:util';
import { ensurePackages } from '../../installer/medium/build-packages.ts';
import { profiles } from '../../shared/harden/control.ts';
import { readAccepted } from './accepted-failures.ts';
import { complaints } from './judge.ts';
import { scanPackages } from './packages.ts';
import { formatScan } from './report.ts';
import { freshRoot } from './root.ts';
import { hardenRoot, scanRoot, type ScanResult } from './scan-root.ts';
import { ssgContent } from './ssg-content.ts';

const { values } = parseArgs({ options: {
  profile: { type: 'string', multiple: true, default: ['cis-level1-server', 'cis-level2-server'] }, json: { type: 'boolean', default: false },
} });
const unknown = values.profile.find((name) => !(profiles as readonly string[]).includes(name));
if (unknown !== undefined) {
  process.stderr.write(`I know no profile ${unknown}; there are ${profiles.join(', ')}\n`);
  process.exit(2);
}
await ensurePackages(scanPackages);
const content = await ssgContent();
const accepted = await readAccepted();
const root = await freshRoot('work');
const results: ScanResult[] = [];
// On one root in the order of the levels: a machine may be raised from one to the next as well.
for (const profile of profiles.filter((name) => values.profile.includes(name))) {
  const unfinished = profile === 'none' ? [] : await hardenRoot(root, profile);
  results.push(await scanRoot(root, profile, content, unfinished, { lynis: true }));
}
if (values.json) process.stdout.write(`${JSON.stringify(results, (key, value: unknown) => (key === 'tree' ? undefined : value instanceof Map ? Object.fromEntries(value) : value), 2)}\n`);
else process.stdout.write(`${results.map((result) => formatScan(result, accepted)).join('\n\n')}\n`);
const said = results.flatMap((result) => complaints(result, accepted));
for (const sentence of said) process.stderr.write(`${sentence}\n`);
process.exitCode = said.length > 0 ? 1 : 0;
