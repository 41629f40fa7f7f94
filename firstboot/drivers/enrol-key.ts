/**
 * The key with which DKMS signs what it builds, handed to the firmware's shim (mokutil(1)). bookworm's dkms 3.0.10
 * makes the pair itself at its first build (Debian's update-secureboot-policy makes none, it only switches checks off).
 * shim asks for the one-time password at the next start, on a blue screen that a person must be at.
 */
import { randomInt } from 'node:crypto';
import { CommandError, type Host } from '../../shared/system/host.ts';

export const signingKey = '/var/lib/dkms/mok.pub';

/** Without the firmware's variables there is no Secure Boot. */
export async function isSecureBootOn(host: Host): Promise<boolean> {
  try {
    return /^SecureBoot enabled$/m.test(await host.run('mokutil', ['--sb-state']));
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** mokutil 0.6.0 says it on stdout and ends with 1 when it is: waiting to be enrolled is not enrolled. */
export async function isEnrolled(host: Host): Promise<boolean> {
  const text = await host.run('mokutil', ['--test-key', signingKey], { okExitCodes: [0, 1] });
  return /is already enrolled/.test(text);
}

/**
 * Digits alone: the blue screen takes the keyboard for an American one.
 * Shown before it is handed over, so that a power cut cannot leave one that nobody has seen.
 */
export async function askForEnrolment(host: Host, show: (text: string) => Promise<void>): Promise<void> {
  const password = Array.from({ length: 8 }, () => randomInt(10)).join('');
  await host.run('mokutil', ['--revoke-import'], { okExitCodes: [0, 1, 255] });
  await show(instructions(password));
  await host.run('mokutil', ['--import', signingKey], { stdin: `${password}\n${password}\n` });
}

function instructions(password: string): string {
  return [
    '', '='.repeat(72), 'A person is needed at this machine’s screen and keyboard, once.', '',
    'Secure Boot is on, and the graphics driver was built on this machine. The',
    'firmware loads it only after you have said that its key may be trusted.', '',
    `    Write down this one-time password:   ${password}`, '',
    'At the next start a blue screen says “Perform MOK management”: press a key',
    'within ten seconds, then choose “Enroll MOK”, “Continue”, “Yes”, type the',
    'password and choose “Reboot”. If you miss it, nothing is lost: models run on',
    'the CPU, and `cognos-firstboot drivers enrol` asks again.', '='.repeat(72), '',
  ].join('\n');
}
