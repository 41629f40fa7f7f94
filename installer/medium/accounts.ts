/** The live system's own user, put into the account files of the target's: nothing has to be made at boot. */
export interface AccountFiles { passwd: string; group: string; shadow: string; gshadow: string }

export interface SystemUser { name: string; id: number; home: string; comment: string }

/** Runs the windows of the wizard: Chromium or Electron, and the text wizard. No password, no shell, no privileges. */
export const uiUser: SystemUser = { name: 'cognos-ui', id: 915, home: '/run/cognos-ui', comment: 'CognOS wizard' };

/** Throws when name or number is taken: Debian's packages draw theirs from 999 downwards. */
export function withUser(files: AccountFiles, { name, id, home, comment }: SystemUser): AccountFiles {
  for (const text of [files.passwd, files.group]) {
    const taken = text.split('\n').map((line) => line.split(':')).find(([other, , number]) => other === name || number === String(id));
    if (taken) throw new Error(`the account ${name} (${id}) cannot be made: ${taken.slice(0, 3).join(':')} is there already`);
  }
  return {
    passwd: `${files.passwd}${name}:x:${id}:${id}:${comment}:${home}:/usr/sbin/nologin\n`,
    group: `${files.group}${name}:x:${id}:\n`,
    shadow: `${files.shadow}${name}:!*:20000::::::\n`,
    gshadow: `${files.gshadow}${name}:!*::\n`,
  };
}
