/**
 * A wireless station in the air of a virtual machine: mac80211_hwsim makes two radios that hear each other, and hostapd runs
 * on the second one, in a network namespace so that the system sees the first alone. DHCP is busybox's. What the medium has
 * not comes on a volume: an ssh key, and hostapd from Debian's package.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { makeVolume } from './cidata.ts';
import { typeText } from './type-text.ts';
import type { Vm } from './vm.ts';

const label = 'COGNOSAIR';

const letIn = `set -eu
mkdir -p -m 700 /root/.ssh /run/sshd /run/test
cp /mnt/key.pub /root/.ssh/authorized_keys
chmod 600 /root/.ssh/authorized_keys
install -m 755 /mnt/hostapd /usr/local/sbin/hostapd
ssh-keygen -q -t ed25519 -N '' -f /run/test/host
/usr/sbin/sshd -f /dev/null -h /run/test/host -o PermitRootLogin=prohibit-password
umount /mnt
`;

const air = `set -eu
modprobe mac80211_hwsim radios=2
udevadm settle
ip netns add air
iw phy "$(cat /sys/class/net/wlan1/phy80211/name)" set netns name air
ip netns exec air ip link set lo up
ip netns exec air ip address add 10.77.0.1/24 dev wlan1
`;

const lending = 'interface wlan1\nstart 10.77.0.100\nend 10.77.0.110\noption subnet 255.255.255.0\nlease_file /run/test/leases\npidfile /run/test/udhcpd.pid\n';

export async function makeAirVolume(path: string, publicKey: string): Promise<void> {
  await makeVolume(path, label, '', { 'key.pub': `${publicKey}\n`, 'in.sh': letIn, hostapd: await fetchHostapd(join(path, '../hostapd')) });
}

async function fetchHostapd(folder: string): Promise<Uint8Array> {
  mkdirSync(folder, { recursive: true });
  await execa('apt-get', ['download', 'hostapd'], { cwd: folder });
  const [deb] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  await execa('dpkg-deb', ['--extract', deb ?? '', 'tree'], { cwd: folder });
  return readFileSync(join(folder, 'tree/usr/sbin/hostapd'));
}

/** By the keyboard, as whoever stands before the machine can: root's shell on tty2 starts an ssh server. */
export async function letTestIn(vm: Vm): Promise<void> {
  await vm.pressKeys('ctrl', 'alt', 'f2');
  await sleep(10_000);
  await typeText(vm, `mount -L ${label} /mnt && cp /mnt/in.sh /run/in.sh && sh -x /run/in.sh >/dev/ttyS0 2>&1\n`);
  await vm.waitForSsh(180_000);
}

export type Protection = { kind: 'open' } | { kind: 'wpa2' | 'wpa3'; phrase: string };

export interface Station {
  /** Instead of what it sent before. */
  send(ssid: string, protection: Protection): Promise<void>;
  /** Whether who joins is given an address. */
  lend(isOn: boolean): Promise<void>;
}

export async function openStation(vm: Vm): Promise<Station> {
  await vm.ssh(air);
  await put(vm, '/run/test/udhcpd.conf', lending);
  return {
    async send(ssid, protection) {
      await put(vm, '/run/test/ap.conf', stationConfig(ssid, protection));
      await vm.ssh(`${ended('ap')}ip netns exec air hostapd -B -P /run/test/ap.pid /run/test/ap.conf >/run/test/ap.log 2>&1 || { cat /run/test/ap.log; false; }`);
    },
    async lend(isOn) {
      await vm.ssh(`${ended('udhcpd')}touch /run/test/leases${isOn ? '; ip netns exec air busybox udhcpd /run/test/udhcpd.conf' : ''}`);
    },
  };
}

function stationConfig(ssid: string, protection: Protection): string {
  const common = ['interface=wlan1', 'driver=nl80211', `ssid=${ssid}`, 'hw_mode=g', 'channel=1'];
  const how = protection.kind === 'open' ? []
    : ['wpa=2', 'rsn_pairwise=CCMP', `wpa_passphrase=${protection.phrase}`, ...(protection.kind === 'wpa2' ? ['wpa_key_mgmt=WPA-PSK'] : ['wpa_key_mgmt=SAE', 'ieee80211w=2', 'sae_pwe=2'])];
  return [...common, ...how, ''].join('\n');
}

function ended(name: string): string {
  return `if [ -s /run/test/${name}.pid ]; then kill "$(cat /run/test/${name}.pid)" || true; sleep 2; rm -f /run/test/${name}.pid; fi; `;
}

async function put(vm: Vm, path: string, text: string): Promise<void> {
  await vm.ssh(`cat > ${path}`, { stdin: text });
}
