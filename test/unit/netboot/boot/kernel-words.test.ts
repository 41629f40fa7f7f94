import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kernelWords } from '../../../../netboot/boot/kernel-words.ts';

test('the live system is told its server, both consoles and no more than it needs', () => {
  assert.equal(kernelWords({ server: 'http://10.0.0.1:8480' }), 'boot=cognos cognos.netboot=http://10.0.0.1:8480 console=tty0 console=ttyS0,115200 loglevel=3');
});

test('specs by https, files by http; a wizard; further words', () => {
  const words = kernelWords({ server: 'https://boot.example.net:8443', artefacts: 'http://10.0.0.1:8480', wizard: true, more: ['console=ttyS1,115200n8'] });
  assert.equal(words, 'boot=cognos cognos.netboot=https://boot.example.net:8443 cognos.boot=http://10.0.0.1:8480/boot console=tty0 console=ttyS0,115200 loglevel=3 cognos.gui console=ttyS1,115200n8');
});

test('an IPv6 server', () => {
  assert.match(kernelWords({ server: 'http://[fd00::1]:8480' }), /cognos\.netboot=http:\/\/\[fd00::1\]:8480 /);
});

test('a further word with a quote, a line break or a variable is refused, and named', () => {
  for (const more of ['a"b', 'a\nb', 'a$b', 'a;b']) assert.throws(() => kernelWords({ server: 'http://a', more: [more] }), /use letters, digits and/);
});
