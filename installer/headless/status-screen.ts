/** What stands on the console when nothing is being installed: what is so, and the next action. */
export type Status =
  | { kind: 'no-user-data' }
  | { kind: 'not-told'; file: string }
  | { kind: 'refused'; file: string }
  | { kind: 'failed'; file: string }
  | { kind: 'installed' };

const shell = 'A root shell is on the second screen: Alt+F2.';

export function statusScreen(status: Status): string {
  return `\n${sentences(status).map((line) => `  ${line}\n`).join('')}\n`;
}

function sentences(status: Status): string[] {
  switch (status.kind) {
    case 'no-user-data': return [
      'CognOS was told to install unattended, but no user-data was found. Nothing was written.',
      'Give it as a volume labelled cidata with the files user-data and meta-data, or as',
      'ds=nocloud;s=http://SERVER/PATH/ on the kernel line, and start again.',
      shell, 'There: cognos-install plan FILE, then cognos-install run FILE.',
    ];
    case 'not-told': return [
      'The plan above is what this user-data asks for. Nothing was written, because nobody said to:',
      'choose "Install CognOS unattended" in the boot menu, or put unattended: true under cognos: in it.',
      shell, `There: cognos-install run ${status.file}`,
    ];
    case 'refused': return [
      'The user-data cannot be carried out on this machine; the lines above say why. Nothing was written.',
      'Correct it and start again.',
      shell, `There: cognos-install plan ${status.file} says the same.`,
    ];
    case 'failed': return [
      'The installation did not finish; the lines above say why.',
      shell, `There: cognos-install run ${status.file} tries again; /var/log/cognos/installer.log has every command.`,
    ];
    case 'installed': return [
      'CognOS is installed on this machine. Remove the medium and restart.',
      'To install it anew, on the second screen (Alt+F2): cognos-install run FILE --reset',
    ];
  }
}
