/** `npm run cloud-image`: builds the generic cloud image. Exit 0 built, 2 usage or missing packages, 4 it failed. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBinaryBytes } from '../../shared/machine/format-bytes.ts';
import { cloudImagePackages, ensurePackages, MissingPackagesError } from './build-packages.ts';
import { buildCloudImage } from './cloud-image.ts';
import { command } from './command.ts';
import { UsageError } from './options.ts';
import { buildFolder, repository } from './places.ts';

const usage = `Usage: npm run cloud-image -- [--medium FILE] [--out FILE]

Builds the generic cloud image, a qcow2 for BIOS and UEFI, from the system of
an install medium. It is configured by cloud-init; see cloud-init/README.md.

  --medium FILE   the ISO to take the system from (default: build/cognos.iso, made first)
  --out FILE      where to write it (build/cognos-cloud.qcow2)
  --help          this text
`;

async function main(args: readonly string[]): Promise<void> {
  const { help, medium, out } = readOptions(args);
  if (help) return void process.stdout.write(usage);
  await ensurePackages(cloudImagePackages);
  if (process.getuid?.() !== 0) throw new UsageError('the image is built as root: loop devices and file ownership need it. Run: sudo npm run cloud-image');
  const iso = resolve(medium ?? join(buildFolder, 'cognos.iso'));
  if (medium === undefined) await command(process.execPath, [join(repository, 'installer/medium/main.ts'), '--out', iso]);
  const started = performance.now();
  const { bytes, virtualBytes } = await buildCloudImage(iso, resolve(out));
  process.stdout.write(`${resolve(out)}: ${formatBinaryBytes(bytes)}, a disk of ${formatBinaryBytes(virtualBytes)} or more, in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

function readOptions(args: readonly string[]): { medium?: string | undefined; out: string; help: boolean } {
  try {
    return parseArgs({
      args: [...args],
      options: { medium: { type: 'string' }, out: { type: 'string', default: join(buildFolder, 'cognos-cloud.qcow2') }, help: { type: 'boolean', default: false } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError || error instanceof MissingPackagesError ? 2 : 4;
}
