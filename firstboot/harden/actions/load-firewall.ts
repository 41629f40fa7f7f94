/**
 * The ruleset into the kernel: only after nft has found no fault with it, and over ssh only with a way back. A timer
 * of systemd, which no lost connection stops, restores what was there unless `cognos-harden confirm` is said in time.
 */
import type { Action } from '../../../shared/harden/action.ts';
import { openBackups } from '../../../shared/harden/backups.ts';
import { rulesetMark, rulesetPath } from '../../../shared/harden/ruleset.ts';
import { CommandError, type Host } from '../../../shared/system/host.ts';

export const rollbackUnit = 'cognos-firewall-rollback';
export const rollbackSeconds = 120;
const before = '/run/cognos/firewall-before.nft';
const fileBefore = '/run/cognos/nftables-before.conf';

export const loadFirewall: Action = {
  async check(_, { host, facts }) {
    return (await loadedTable(host)).includes(`"${rulesetMark(facts)}"`) ? undefined : `the rules of ${rulesetPath} are not loaded`;
  },

  save: (_, { host }) => loadedTable(host),

  async apply(_, { host, overSsh, warn }) {
    await host.run('nft', ['--check', '--file', rulesetPath]);
    if (overSsh === true) {
      await armRollback(host);
      await warn(`The firewall is loaded on trial: say \`cognos-harden confirm\` within ${rollbackSeconds} seconds, from this connection or a new one, or the old rules come back`);
    }
    await host.run('nft', ['--file', rulesetPath]);
  },

  async undo(_, saved, { host }) {
    await host.run('nft', ['--file', '-'], { stdin: replacing(saved) });
  },
};

/** The rules stay as they are now. @returns false when nothing was on trial */
export async function confirmFirewall(host: Host): Promise<boolean> {
  if (!await host.exists(before)) return false;
  await host.run('systemctl', ['stop', `${rollbackUnit}.timer`]);
  await host.remove(before);
  return true;
}

async function armRollback(host: Host): Promise<void> {
  await host.makeDirectory('/run/cognos');
  await host.writeFile(before, replacing(await loadedTable(host)), { mode: 0o600 });
  // A timer of an earlier trial would end this one early. 5: there is none.
  await host.run('systemctl', ['stop', `${rollbackUnit}.timer`], { okExitCodes: [0, 5] });
  const file = await oldFile(host);
  if (file !== undefined) await host.writeFile(fileBefore, file, { mode: 0o600 });
  await host.run('systemd-run', [
    `--unit=${rollbackUnit}`, `--on-active=${rollbackSeconds}`, '--timer-property=AccuracySec=1s', '--quiet', '--collect',
    // What is run after it waits for it.
    '--property=Type=oneshot',
    ...(file === undefined ? [] : [`--property=ExecStartPre=/usr/bin/cp --no-preserve=mode ${fileBefore} ${rulesetPath}`]),
    `--property=ExecStartPost=/usr/bin/rm --force ${before}`,
    '/usr/sbin/nft', '--file', before,
  ]);
}

/** The ruleset's file as it was before CognOS changed it; the timer puts it back too, for the next start. */
async function oldFile(host: Host): Promise<string | undefined> {
  const kept = [...(await openBackups(host)).all().values()].flatMap(({ before: entries }) => entries);
  const file = kept.find((entry) => entry.kind === 'file' && entry.path === rulesetPath);
  return file?.kind === 'file' ? file.content : undefined;
}

/** Text that puts a table where ours is; empty when there was none. */
function replacing(table: string): string {
  return `table inet filter\ndelete table inet filter\n${table}${table === '' || table.endsWith('\n') ? '' : '\n'}`;
}

/** Empty when there is no such table, or no nft. */
async function loadedTable(host: Host): Promise<string> {
  try {
    return await host.run('nft', ['list', 'table', 'inet', 'filter']);
  } catch (error) {
    if (error instanceof CommandError) return '';
    throw error;
  }
}
