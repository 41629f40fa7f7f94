/**
 * The real wizard in a running live system, for playwright: a test build of it, made by whoever stands before the machine.
 * Nothing on the medium opens the window to a debugger, so its root shell on tty2 does: from a volume that was plugged in
 * comes a script that takes the browser's policy back, starts the window once more with a debugging port, and lets ssh in.
 */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { makeVolume } from './cidata.ts';
import { freePort } from './port.ts';
import { readScreen } from './screen.ts';
import { sshArguments } from './ssh.ts';
import { typeText } from './type-text.ts';
import type { Vm } from './vm.ts';
import { VmError } from './vm-error.ts';

const label = 'COGNOSTEST';
const debuggingPort = 9222;

const openToDebugger = `set -eu
sed -i 's/"RemoteDebuggingAllowed": false/"RemoteDebuggingAllowed": true/; s/"DeveloperToolsAvailability": 2/"DeveloperToolsAvailability": 1/' /etc/chromium/policies/managed/cognos.json
sed -i 's/ --kiosk / --kiosk --remote-debugging-port=${debuggingPort} /' /usr/lib/cognos/open-wizard
mkdir -p -m 700 /root/.ssh /run/sshd /run/test
cp /mnt/key.pub /root/.ssh/authorized_keys
chmod 600 /root/.ssh/authorized_keys
ssh-keygen -q -t ed25519 -N '' -f /run/test/host
/usr/sbin/sshd -f /dev/null -h /run/test/host -o PermitRootLogin=prohibit-password
umount /mnt
systemctl restart cognos-kiosk.service
`;

/** A small USB drive as people have one: a public key on it, and room to save to. */
export async function makeTestVolume(path: string, publicKey: string): Promise<void> {
  await makeVolume(path, label, '', { 'key.pub': `${publicKey}\n`, 'open.sh': openToDebugger });
}

/** Resolves when the screen is bright, as the wizard's window is and no console: keys pressed before would go elsewhere. */
async function waitForWindow(vm: Vm, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const { pixels } = await readScreen(vm);
    if (pixels.reduce((sum, each) => sum + each, 0) / pixels.length > 150) return;
    if (Date.now() > end) throw new VmError('The window of the wizard was not drawn.', vm.serial.tail());
    await sleep(3000);
  }
}

export interface LiveWindow { page: Page; close: () => Promise<void> }

/** The machine must show the graphical wizard and have the volume of `makeTestVolume`; `vm.sshTarget` is root with its key. */
export async function openLiveWindow(vm: Vm): Promise<LiveWindow> {
  await waitForWindow(vm, 600_000);
  await vm.pressKeys('ctrl', 'alt', 'f2');
  await sleep(10_000);
  await typeText(vm, `mount -L ${label} /mnt && cp /mnt/open.sh /run/open.sh && sh -x /run/open.sh >/dev/ttyS0 2>&1\n`);
  await vm.waitForSsh(180_000);
  const port = await freePort();
  const [first = '', ...rest] = ['ssh', '-N', '-L', `127.0.0.1:${port}:127.0.0.1:${debuggingPort}`, ...sshArguments(vm.sshTarget)];
  const tunnel = spawn(first, rest, { stdio: 'ignore' });
  const browser = await connect(`http://127.0.0.1:${port}`, 300_000);
  const page = await theWizard(browser, 120_000);
  page.setDefaultTimeout(180_000);
  return {
    page,
    close: async () => {
      await browser.close().catch(() => undefined);
      tunnel.kill();
    },
  };
}

async function connect(url: string, timeoutMs: number): Promise<Browser> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await chromium.connectOverCDP(url, { timeout: 60_000 });
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(3000);
    }
  }
}

async function theWizard(browser: Browser, timeoutMs: number): Promise<Page> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages()).find((each) => each.url().startsWith('http://127.0.0.1:'));
    if (page) return page;
    if (Date.now() > end) throw new Error(`the window shows ${browser.contexts().flatMap((context) => context.pages()).map((each) => each.url()).join(', ') || 'nothing'}`);
    await sleep(1000);
  }
}
