import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelWords } from '../../../../netboot/boot/kernel-words.ts';
import { grubMenu, grubStart, ipxeMenu, ipxeStart, ipxeStartAnywhere } from '../../../../netboot/boot/menu.ts';

const base = 'http://10.0.0.1:8480';
const words = kernelWords({ server: base });

test('an install: kernel and initrd from the server, the card that was booted from, another try when it does not come', () => {
  const ipxe = ipxeMenu({ base, kind: 'install', words });
  assert.match(ipxe, /^#!ipxe\n/);
  assert.match(ipxe, /^kernel http:\/\/10\.0\.0\.1:8480\/boot\/vmlinuz initrd=initrd\.img BOOTIF=01-\$\{netX\/mac:hexhyp\} boot=cognos cognos\.netboot=http:\/\/10\.0\.0\.1:8480 .*\|\| goto again$/m);
  assert.match(ipxe, /^initrd --name initrd\.img http:\/\/10\.0\.0\.1:8480\/boot\/initrd\.img \|\| goto again$/m);
  const grub = grubMenu({ base, kind: 'install', words });
  assert.match(grub, /^if linux \(http,10\.0\.0\.1:8480\)\/boot\/vmlinuz BOOTIF=01-\$net_default_mac boot=cognos cognos\.netboot=http:\/\/10\.0\.0\.1:8480 /m);
  assert.match(grub, /initrd \(http,10\.0\.0\.1:8480\)\/boot\/initrd\.img; then/);
});

test('what is installed starts from its disk: nothing is fetched', () => {
  for (const text of [ipxeMenu({ base, kind: 'local', words }), grubMenu({ base, kind: 'local', words })]) {
    assert.match(text, /^exit$/m);
    assert.doesNotMatch(text, /vmlinuz|linux |kernel /);
  }
  assert.match(ipxeMenu({ base, kind: 'local', words }), /^iseq \$\{platform\} efi && chain tftp:\/\/\$\{next-server\}\/grubx64\.efi \|\|\nexit$/m, 'its exit would end in the firmware\'s menu');
  for (const text of [grubMenu({ base, kind: 'local', words }), grubStart('10.0.0.1', words)]) {
    assert.match(text, /--label COGNOS-ESP; then\n *chainloader \/EFI\/debian\/shimx64\.efi\n *boot\n/, 'its exit alone would end in the firmware\'s menu');
  }
});

test('words that a boot loader would read in its own way are refused, whatever the menu', () => {
  for (const hostile of ['a;reboot', 'a\nreboot', '${net0/mac}', '$root', 'a && b', "a' b", 'a"b', 'a\\b', '{', 'a#b', 'a|b', 'a\0', 'ä']) {
    for (const menu of [ipxeMenu, grubMenu]) assert.throws(() => menu({ base, kind: 'install', words: `boot=cognos ${hostile}` }), /the kernel line .* has a /, hostile);
  }
});

test('an address that is more than a server is refused', () => {
  for (const hostile of ['http://10.0.0.1:8480/', 'http://10.0.0.1:8480/x', 'ftp://10.0.0.1', 'http://a b', 'http://a;reboot', 'http://user:pass@a', '10.0.0.1:8480', 'HTTP://a', "http://a'b", 'http://a$b', '']) {
    for (const make of [() => ipxeMenu({ base: hostile, kind: 'install', words }), () => grubMenu({ base: hostile, kind: 'install', words }), () => grubMenu({ base: hostile, kind: 'local', words }), () => ipxeStart(hostile), () => kernelWords({ server: hostile })]) {
      assert.throws(make, /is no address of a boot server/, hostile);
    }
  }
});

test('GRUB knows no https, and it is said', () => {
  assert.throws(() => grubMenu({ base: 'https://boot.example.net', kind: 'install', words }), /GRUB cannot fetch from https:\/\/boot\.example\.net.*http:\/\//);
  assert.match(grubMenu({ base: 'http://boot.example.net', kind: 'install', words }), /\(http,boot\.example\.net\)\/boot\/vmlinuz/);
});

test('where loaders ask next: with what a machine is called by', () => {
  assert.match(ipxeStart(base), /^chain http:\/\/10\.0\.0\.1:8480\/menu\/ipxe\?mac=\$\{netX\/mac\}&uuid=\$\{uuid\}&serial=\$\{serial:uristring\}&asset=\$\{asset:uristring\} \|\| goto again$/m);
  assert.match(ipxeStartAnywhere(), /^chain http:\/\/\$\{next-server\}:8480\/menu\/ipxe\?/m);
  assert.doesNotMatch(ipxeStartAnywhere(), /invalid/);
});

test('Debian\'s signed GRUB: by TFTP alone, from the disk where there is a file of its MAC', () => {
  const text = grubStart('10.0.0.1', words);
  assert.match(text, /^source \(tftp,10\.0\.0\.1\)\/grub\/disk\/\$net_default_mac\nif \[ "\$from_disk" = 1 \]; then\n[^]*?\n {2}exit\nfi$/m);
  assert.doesNotMatch(text, / -e /, 'never true of a file that is got by TFTP');
  assert.match(text, /^if linux \(tftp,10\.0\.0\.1\)\/vmlinuz BOOTIF=01-\$net_default_mac boot=cognos /m);
  assert.doesNotMatch(text, /\(http/);
  assert.throws(() => grubStart('10.0.0.1)/x; reboot #', words), /is no address of a TFTP server/);
  assert.throws(() => grubStart('10.0.0.1', 'a;b'), /the kernel line/);
});
