/** llama.cpp's programs, compiled here against the libraries that its publisher compiled. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { command } from '../command.ts';
import { llamaFolder } from './sources.ts';
import type { LlamaArchitecture, LlamaSources } from './sources.ts';

export const programs = ['llama-server', 'llama-bench', 'llama-fit-params'] as const;

const compilers: Record<LlamaArchitecture, string> = { amd64: 'g++', arm64: 'aarch64-linux-gnu-g++' };
const crossOptions = ['-DCMAKE_SYSTEM_NAME=Linux', '-DCMAKE_SYSTEM_PROCESSOR=aarch64', '-DCMAKE_C_COMPILER=aarch64-linux-gnu-gcc', `-DCMAKE_CXX_COMPILER=${compilers.arm64}`];

/** The source tree out of the git bundle; git checks every object against the pinned commit. */
export async function checkOut(bundle: string, commit: string, into: string): Promise<void> {
  await command('git', ['-c', 'advice.detachedHead=false', 'clone', '--quiet', '--no-checkout', bundle, into]);
  await command('git', ['-C', into, '-c', 'advice.detachedHead=false', 'checkout', '--quiet', commit]);
}

/** Returns the folder with the programs. Three minutes on two cores. */
export async function compilePrograms(request: { architecture: LlamaArchitecture; source: string; libraries: string; sources: LlamaSources; work: string }): Promise<string> {
  const { architecture, source, libraries, sources, work } = request;
  await command('cmake', ['-G', 'Ninja', '-S', llamaFolder, '-B', work,
    `-DLLAMA_SOURCE=${source}`, `-DLLAMA_LIBRARIES=${libraries}`, `-DLLAMA_VERSION=${sources.version}`,
    ...(architecture === 'amd64' ? [] : crossOptions)]);
  await command('ninja', ['-C', work, '-j', String(availableParallelism()), 'programs']);
  return join(work, 'bin');
}

export async function compilerVersion(architecture: LlamaArchitecture): Promise<string> {
  return (await command(compilers[architecture], ['-dumpfullversion'])).trim();
}
