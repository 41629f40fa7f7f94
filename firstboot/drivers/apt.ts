/** apt and dpkg without questions: they wait for whoever holds the locks, and what stops them is said in their own words. */
import { CommandError, type Host } from '../../shared/system/host.ts';

export interface AptDoor {
  host: Host;
  signal: AbortSignal;
  /** Told once for each time that somebody else's lock stood in the way; `holder` as apt names it: "1234 (unattended-upgr)". */
  onWait?: ((holder: string | undefined) => Promise<void>) | undefined;
  /** Seconds that one try waits inside apt, how many tries, and the pause between them: half an hour unless told. */
  patience?: { lockSeconds: number; tries: number; pauseSeconds: number };
}

/** `unreachable`: the repositories, so later. `locked`: by somebody for too long, so later. `broken`: what apt or dpkg did failed. `refused`: it did nothing. */
export class AptTrouble extends Error {
  readonly kind: 'unreachable' | 'locked' | 'broken' | 'refused';

  constructor(kind: AptTrouble['kind'], message: string) {
    super(message);
    this.kind = kind;
    this.name = 'AptTrouble';
  }
}

const patient = { lockSeconds: 20, tries: 72, pauseSeconds: 5 };
/** Configuration files stay as whoever changed them left them. */
const quietly = [
  '--quiet', '-o', 'Dpkg::Use-Pty=0', '-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold',
  '-o', 'Acquire::Retries=3', '-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::https::Timeout=30',
];

export async function aptGet(door: AptDoor, args: readonly string[]): Promise<string> {
  const { lockSeconds } = door.patience ?? patient;
  return noQuestions(door, 'apt-get', [...quietly, '-o', `DPkg::Lock::Timeout=${lockSeconds}`, ...args]);
}

export async function dpkg(door: AptDoor, args: readonly string[]): Promise<string> {
  return noQuestions(door, 'dpkg', ['--force-confdef', '--force-confold', ...args]);
}

/** DPkg::Lock::Timeout is for dpkg's lock only: that of the package lists, and dpkg itself, fail at once. */
async function noQuestions(door: AptDoor, file: string, args: readonly string[]): Promise<string> {
  const { tries, pauseSeconds } = door.patience ?? patient;
  let told = false;
  for (let left = tries; ; left -= 1) {
    try {
      return await door.host.run('env', ['DEBIAN_FRONTEND=noninteractive', file, ...args], { signal: door.signal });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const trouble = troubleOf(error.stderr || error.message);
      if (trouble.kind !== 'locked' || left <= 1) throw trouble;
      if (!told) await door.onWait?.(holderOf(error.stderr));
      told = true;
      await door.host.run('sleep', [String(pauseSeconds)], { signal: door.signal });
    }
  }
}

const locked = /could not get lock|unable to (acquire|lock)|is another process using it|held by process|lock was locked by another process/i;
const broken = /returned an error code|error processing (package|archive)|no space left on device|dpkg was interrupted/i;
const unreachable = /failed to fetch|unable to fetch|could not resolve|temporary failure|network is unreachable|could not connect|connection (timed out|refused|failed)|no route to host|NOSPLIT|NODATA|hash sum mismatch|is not signed|not valid yet|expired|no longer has a Release file|does not have a Release file/i;

export function troubleOf(words: string): AptTrouble {
  const kind = locked.test(words) ? 'locked' : broken.test(words) ? 'broken' : unreachable.test(words) ? 'unreachable' : 'refused';
  return new AptTrouble(kind, lastWords(words));
}

function holderOf(words: string): string | undefined {
  return /(?:held by process|locked by another process with pid) (\d+(?: \([^)]*\))?)/.exec(words)?.[1];
}

/** apt's errors begin with "E:", dpkg's with "dpkg: error"; the first ones say why, the last ones only that. */
function lastWords(words: string): string {
  const lines = words.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const errors = lines.filter((line) => /^(E:|dpkg: error|Error!)/.test(line)).map((line) => line.replace(/^(E:|dpkg: error:?|Error!)\s*/, ''));
  return (errors.length > 0 ? errors.slice(0, 2) : lines.slice(-2)).join('; ').slice(0, 300).replace(/\.+$/, '') || 'no reason given';
}
