/**
 * The ages of login.defs for the people who are there already, and for those that useradd made since. Two cases would
 * lock somebody out and are kept from it: a password older than the new limit gets its time from today, and an account
 * that has only a key gets no limit at all, for a password nobody knows cannot be changed when it expires (pam_unix
 * asks for that even where the key was right).
 */
import type { Host } from '../../../shared/system/host.ts';
import type { Action, ActionArguments } from '../../../shared/harden/action.ts';
import { argument, words } from './arguments.ts';
import { readShadow, type ShadowEntry } from './shadow.ts';

const secondsOfADay = 86_400;

export const passwordAges: Action = {
  async check(args, { host }) {
    const pending = await changes(host, args);
    return pending.length === 0 ? undefined : `other password ages: ${pending.map((change) => change.at(-1)).join(', ')}`;
  },
  async apply(args, { host }) {
    for (const change of await changes(host, args)) await host.run('chage', change);
  },
  async save(args, { host }) {
    const people = words(args, 'people');
    return JSON.stringify((await readShadow(host)).filter(({ name }) => people.includes(name)).map(({ name, min, max, warn, inactive }) => ({ name, min, max, warn, inactive })));
  },
  async undo(_, saved, { host }) {
    const known = await readShadow(host);
    for (const { name, ...ages } of JSON.parse(saved) as ({ name: string } & Record<'min' | 'max' | 'warn' | 'inactive', number | null>)[]) {
      if (!known.some((entry) => entry.name === name)) continue; // Gone since.
      const days = (value: number | null): string => String(value ?? -1);
      await host.run('chage', ['--mindays', days(ages.min), '--maxdays', days(ages.max), '--warndays', days(ages.warn), '--inactive', days(ages.inactive), name]);
    }
  },
};

/** The arguments of chage(1) for everyone who needs it. */
async function changes(host: Host, args: ActionArguments): Promise<string[][]> {
  const people = words(args, 'people');
  const entries = (await readShadow(host)).filter(({ name }) => people.includes(name));
  const today = Math.floor(Number((await host.run('date', ['+%s'])).trim()) / secondsOfADay);
  return entries.flatMap((entry) => {
    const options = entry.hasPassword ? limits(entry, args, today) : noLimits(entry);
    return options.length === 0 ? [] : [[...options, entry.name]];
  });
}

function limits({ changed, min, max, warn, inactive }: ShadowEntry, args: ActionArguments, today: number): string[] {
  const wanted = (name: string): number => Number(argument(args, name));
  const options: string[] = [];
  if (!(max <= wanted('max') && max > 0)) options.push('--maxdays', String(wanted('max')));
  if (!(min >= wanted('min'))) options.push('--mindays', String(wanted('min')));
  if (!(warn >= wanted('warn'))) options.push('--warndays', String(wanted('warn')));
  if (!(inactive <= wanted('inactive') && inactive >= 0)) options.push('--inactive', String(wanted('inactive')));
  // 0 is a change asked for at the next login, which stays asked for.
  const overdue = changed !== 0 && !(changed + Math.min(wanted('max'), max > 0 ? max : Infinity) >= today);
  if (options.length > 0 && (overdue || changed > today)) options.push('--lastday', String(today));
  return options;
}

function noLimits({ max, inactive }: ShadowEntry): string[] {
  // chage clears a field with -1.
  return [...max >= 0 && max < 99_999 ? ['--maxdays', '-1'] : [], ...inactive >= 0 ? ['--inactive', '-1'] : []];
}
