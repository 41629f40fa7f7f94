/** Real logins over ssh into the root: what the rules are for is that people come in and nobody else. */
import { beside } from './enclosure.ts';

/** `$0` is the root. Every attempt prints its name and whether it came in. */
const script = `
mkdir -p "$0/run/sshd"
for name in www-data root; do
  home=$(chroot "$0" getent passwd $name | cut -d: -f6)
  mkdir -p "$0$home/.ssh"; cp "$0/var/cache/ada-key.pub" "$0$home/.ssh/authorized_keys"
done
chroot "$0" usermod --shell /bin/sh www-data
chroot "$0" chown -R www-data "$(chroot "$0" getent passwd www-data | cut -d: -f6)/.ssh"
chroot "$0" /usr/sbin/sshd -p 2222 -o ListenAddress=127.0.0.1 -o PidFile=none
key=$0/var/cache/ada-key
try() {
  name=$1; user=$2; shift 2
  ssh -p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ConnectTimeout=10 "$@" "$user@127.0.0.1" true 2>/dev/null && echo "in: $name" || echo "out: $name"
}
try 'ada with her key' ada -i "$key"
try 'a service account with a key' www-data -i "$key"
try 'root with a key' root -i "$key"
ssh -p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o PubkeyAuthentication=no ada@127.0.0.1 true 2>&1 | grep -q 'Permission denied (publickey)' && echo 'out: ada with a password' || echo 'in: ada with a password'
for name in www-data root; do rm -rf "$0$(chroot "$0" getent passwd $name | cut -d: -f6)/.ssh"; done
chroot "$0" usermod --shell /usr/sbin/nologin www-data
`;

/** Who came in, of those who tried. */
export async function logIns(root: string): Promise<Map<string, boolean>> {
  const text = await beside(root, ['sh', '-c', script, root]);
  return new Map([...text.matchAll(/^(in|out): (.*)$/gm)].map(([, which, name = '']) => [name, which === 'in']));
}
