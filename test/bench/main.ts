/**
 * `npm run bench [boot|commands|download|gui|install|netboot|prediction|share]`: figures as ratios against a floor of the same run, as a table here and in
 * test/bench/results. Nothing is asserted: a missed limit is said, and the exit status is 0 all the same.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureBoot } from './boot.ts';
import { measureCommands } from './commands.ts';
import { measureDownload } from './download.ts';
import { measureGui } from './gui.ts';
import { measureInstall } from './install.ts';
import { measureNetboot } from './netboot.ts';
import { buildFolder, resultsFolder } from './places.ts';
import { measurePrediction } from './prediction.ts';
import { measureShare } from './share.ts';

const benchmarks: Record<string, () => Promise<string>> = { boot: measureBoot, commands: measureCommands, download: measureDownload, gui: measureGui, install: measureInstall, netboot: measureNetboot, prediction: measurePrediction, share: measureShare };

async function main(words: readonly string[]): Promise<void> {
  const unknown = words.find((word) => !(word in benchmarks));
  if (unknown !== undefined) {
    process.stderr.write(`${unknown} is no benchmark; there are ${Object.keys(benchmarks).join(' and ')}.\n`);
    process.exit(2);
  }
  mkdirSync(buildFolder, { recursive: true });
  mkdirSync(resultsFolder, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  for (const name of words.length > 0 ? words : Object.keys(benchmarks)) {
    const text = `# ${name}, ${date}\n\n${await benchmarks[name]?.() ?? ''}`;
    process.stdout.write(`${text}\n`);
    writeFileSync(join(resultsFolder, `${date}-${name}.md`), text);
  }
}

// An exit, not a death by signal: that takes the virtual machine along.
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(code));
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
process.exit(0);
