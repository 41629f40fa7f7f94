/** Where packages come from at build time: the mirror of the building machine's own apt, whatever that is. */
import { command } from './command.ts';

/** One line of a one-line-style sources.list. */
export interface AptSource {
  uri: string;
  suite: string;
  components: string[];
}

const suites = ['bookworm', 'bookworm-updates', 'bookworm-security'];
/** Microcode and NIC firmware live in non-free-firmware; every Debian mirror carries it beside main. */
const components = ['main', 'non-free-firmware'];

/** Reads `apt-get indextargets` lines `URI SUITE COMPONENT`; one source per wanted suite, in the order of `suites`. */
export function parseIndexTargets(text: string): AptSource[] {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [uri, suite, component] = line.trim().split(/\s+/);
    if (uri && suite && component === 'main' && suites.includes(suite) && !found.has(suite)) found.set(suite, uri);
  }
  return suites.flatMap((suite) => {
    const uri = found.get(suite);
    return uri ? [{ uri, suite, components }] : [];
  });
}

export function formatSources(sources: readonly AptSource[]): string {
  return sources.map(({ uri, suite, components: parts }) => `deb ${uri} ${suite} ${parts.join(' ')}\n`).join('');
}

/** Throws when this machine's apt has no bookworm: the base suite cannot be guessed. */
export async function aptSources(): Promise<AptSource[]> {
  const text = await command('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)', 'Created-By: Packages']);
  const sources = parseIndexTargets(text);
  if (!sources.some(({ suite }) => suite === 'bookworm')) {
    throw new Error("this machine's apt knows no mirror with bookworm main; add one to /etc/apt/sources.list and run apt-get update");
  }
  return sources;
}
