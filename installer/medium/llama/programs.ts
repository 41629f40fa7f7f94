/** llama.cpp's programs, compiled here against the libraries that its publisher compiled. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { command } from '../command.ts';
import { llamaFolder } from './sources.ts';
import type { LlamaSources } from './sources.ts';

export const programs = ['llama-server', 'llama-bench', 'llama-fit-params'] as const;

/** The source tree out of the git bundle; git checks every object against the pinned commit. */
export async function checkOut(bundle: string, commit: string, into: string): Promise<void> {
  await command('git', ['-c', 'advice.detachedHead=false', 'clone', '--quiet', '--no-checkout', bundle, into]);
  await command('git', ['-C', into, '-c', 'advice.detachedHead=false', 'checkout', '--quiet', commit]);
}

/** Returns the folder with the programs. Three minutes on two cores. */
export async function compilePrograms(request: { source: string; libraries: string; sources: LlamaSources; work: string }): Promise<string> {
  const { source, libraries, sources, work } = request;
  await command('cmake', ['-G', 'Ninja', '-S', llamaFolder, '-B', work,
    `-DLLAMA_SOURCE=${source}`, `-DLLAMA_LIBRARIES=${libraries}`, `-DLLAMA_VERSION=${sources.version}`]);
  await command('ninja', ['-C', work, '-j', String(availableParallelism()), 'programs']);
  return join(work, 'bin');
}

export async function compilerVersion(): Promise<string> {
  return (await command('g++', ['-dumpfullversion'])).trim();
}
