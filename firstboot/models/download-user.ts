/** Who talks to servers and parses what they say: never root. */
export interface DownloadUser { uid: number; gid: number }

/** Debian's `nobody` and `nogroup`; undefined for a caller who is somebody already and cannot become anyone else. */
export function downloadUser(isRoot = process.getuid?.() === 0): DownloadUser | undefined {
  return isRoot ? { uid: 65534, gid: 65534 } : undefined;
}

/** Words that go before a command: that user, no privileges to be had back, and SIGTERM when its parent is gone. */
export function asUser(user: DownloadUser | undefined): [file: string, ...args: string[]] {
  const become = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'] : [];
  return ['setpriv', '--no-new-privs', ...become, '--pdeathsig', 'TERM', '--'];
}
