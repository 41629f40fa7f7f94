/**
 * cognos-llama and cognos-llama-vulkan.
 *
 * Debian 12 has no llama.cpp; later releases do, as llama.cpp and llama.cpp-tools. Ours take none of those names, not
 * even as Provides: they have neither the libraries nor all the programs of Debian's. Both have /usr/bin/llama-server,
 * hence the Conflicts, and without Replaces it is Debian's that wins: installing it takes ours away.
 */
import type { Deb } from '../deb.ts';
import type { LlamaTrees } from './runtime.ts';
import { debianVersion } from './sources.ts';
import type { LlamaArchitecture, LlamaSources } from './sources.ts';

/** What dpkg-shlibdeps finds for every program and library; linking.ts keeps newer ones out. */
const system = ['libc6 (>= 2.34)', 'libgcc-s1 (>= 3.4)', 'libstdc++6 (>= 12)'];

export function llamaPackages(sources: LlamaSources, trees: LlamaTrees, architecture: LlamaArchitecture = 'amd64'): { programs: Deb; vulkan?: Deb } {
  const version = debianVersion(sources);
  const common = { version, architecture, files: [] };
  return {
    programs: {
      ...common, name: 'cognos-llama', tree: trees.programs, depends: system, conflicts: ['llama.cpp', 'llama.cpp-tools'],
      description: 'language model runtime: llama-server and llama-bench\n'
        + `llama.cpp ${sources.version} for systems whose Debian release does not have it yet, with a backend for every\n`
        + `family of ${architecture === 'amd64' ? 'x86-64' : 'Arm'} processors; the best one for the machine is loaded at start. Where Debian has the packages\n`
        + 'llama.cpp and llama.cpp-tools, use those: they and this one exclude each other.',
    },
    ...(trees.vulkan === undefined ? {} : { vulkan: {
      ...common, name: 'cognos-llama-vulkan', tree: trees.vulkan, depends: [`cognos-llama (= ${version})`, ...system, 'libvulkan1 (>= 1.2.131.2)'],
      description: 'language model runtime: Vulkan backend\n'
        + 'Lets llama-server and llama-bench compute on every GPU that has a Vulkan driver. It needs nothing else than\n'
        + 'being installed beside cognos-llama; without a GPU it changes nothing.',
    } }),
  };
}
