import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const live = join(import.meta.dirname, '../../../installer/medium/packages/cognos-live/usr/lib/cognos');

interface Given { words?: string; memoryKib?: number; screens?: Record<string, string>; framebuffer?: string; browser?: boolean }

/** The real scripts over a root of our own. */
function choose(given: Given): string[] {
  return run('choose-wizard', given);
}

function run(script: string, { words = 'quiet', memoryKib = 2_000_000, screens = { 'card0-VGA-1': 'connected' }, framebuffer, browser = true }: Given): string[] {
  const root = mkdtempSync(join(tmpdir(), 'cognos-choose-'));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    chmodSync(join(root, path), 0o755);
  };
  try {
    put('proc/cmdline', `BOOT_IMAGE=/cognos/vmlinuz ${words}\n`);
    put('proc/meminfo', `MemTotal:       ${memoryKib} kB\nMemFree:         1000 kB\n`);
    for (const [name, status] of Object.entries(screens)) {
      put(`sys/class/drm/${name}/status`, `${status}\n`);
      put(`sys/class/drm/${name}/modes`, '1280x800\n1024x768i\n');
    }
    if (framebuffer !== undefined) {
      put('sys/class/graphics/fb0/name', `${framebuffer}\n`);
      put('sys/class/graphics/fb0/virtual_size', '1024,768\n');
    }
    if (browser) put('usr/lib/chromium/chromium', '');
    return spawnSync(join(live, script), [root], { encoding: 'utf8' }).stdout.trim().split('\n');
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('a screen with a driver, or one that cannot say: graphical', () => {
  assert.deepEqual(choose({}), ['graphical']);
  assert.deepEqual(choose({ screens: { 'card0-Virtual-1': 'unknown' } }), ['graphical']);
  assert.deepEqual(choose({ screens: { 'card0-HDMI-A-1': 'disconnected', 'card1-VGA-1': 'connected' } }), ['graphical']);
});

test('only the firmware knows the screen: through its framebuffer, though a card without a screen has a driver', () => {
  assert.deepEqual(choose({ screens: {}, framebuffer: 'EFI VGA' }), ['graphical']);
  assert.deepEqual(run('find-screen', { screens: { 'card0-HDMI-A-1': 'disconnected' }, framebuffer: 'EFI VGA' }), ['framebuffer /dev/fb0 1024x768']);
});

test('the screen is named with the size that it likes best', () => {
  assert.deepEqual(run('find-screen', { screens: { 'card0-HDMI-A-1': 'disconnected', 'card1-VGA-1': 'connected' }, framebuffer: 'i915drmfb' }), ['card /dev/dri/card1 1280x800']);
});

test('text, and why', () => {
  const text = (given: Given): string | undefined => {
    const [word, why] = choose(given);
    assert.equal(word, 'text');
    return why;
  };
  assert.equal(text({ words: 'cognos.text' }), 'The text wizard was asked for.');
  assert.equal(text({ words: 'cognos.remote quiet' }), 'This medium was started to be used over the network.');
  assert.equal(text({ memoryKib: 980_000 }), 'This machine has 957 MiB of memory; the graphical wizard needs 1.5 GiB.');
  assert.equal(text({ screens: {} }), 'No screen was found that can show pictures.');
  assert.equal(text({ screens: { 'card0-VGA-1': 'disconnected' }, framebuffer: 'astdrmfb' }), 'No screen was found that can show pictures.');
  assert.equal(text({ browser: false }), 'This medium carries no graphical wizard.');
});

test('1.5 GiB is enough, as a kernel counts them', () => {
  assert.deepEqual(choose({ memoryKib: 1_490_000 }), ['graphical']);
});

test('words that only begin alike ask for nothing', () => {
  assert.deepEqual(choose({ words: 'cognos.textual xcognos.text' }), ['graphical']);
});

test('the console shows the addresses, the PIN and the fingerprint of the wizard on the network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-remote-'));
  try {
    writeFileSync(join(folder, 'remote.json'), `${JSON.stringify({ urls: ['https://192.0.2.7:8443/', 'https://[2001:db8::7]:8443/'], pin: '1234 5678', fingerprint: 'AB:CD' })}\n`);
    const shown = execFileSync(join(live, 'show-remote'), [join(folder, 'remote.json')], { encoding: 'utf8' });
    assert.deepEqual(shown.split('\r\n').map((line) => line.trim()).filter((line) => line !== ''), [
      'Open on another machine, and give the PIN there:', 'https://192.0.2.7:8443/', 'https://[2001:db8::7]:8443/', 'PIN          1234 5678', 'Certificate  AB:CD',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
