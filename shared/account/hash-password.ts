/**
 * A password into what /etc/shadow holds (yescrypt, as Debian's own passwd makes it), at once and before it goes
 * anywhere else. By the system's crypt(3) through perl, which every Debian has; the password is on its stdin only.
 */
import type { Host } from '../system/host.ts';

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Parameters of crypt_gensalt(3) for yescrypt at its usual cost. */
const parameters = '$y$j9T$';

/**
 * Composed (NFC), so that the same keys give the same password on every keyboard.
 * @param salt 24 characters of `./0-9A-Za-z`, 18 whole bytes; another one each time unless told.
 */
export async function hashPassword(host: Host, password: string, signal?: AbortSignal, salt = randomSalt()): Promise<string> {
  const hash = await host.run('perl', ['-e', 'my $p = <STDIN>; chomp $p; print crypt($p, $ARGV[0]);', `${parameters}${salt}`], { stdin: `${password.normalize('NFC')}\n`, signal });
  if (!hash.startsWith(`${parameters}${salt}$`) || hash.length < 70) throw new Error('crypt(3) made no yescrypt hash of the password');
  return hash;
}

function randomSalt(): string {
  // 5 ms to load, and who only validates never asks.
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  return [...randomBytes(24)].map((byte) => alphabet.charAt(byte % 64)).join('');
}
