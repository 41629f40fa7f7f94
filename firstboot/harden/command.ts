/** `cognos-harden`: what each verb does, apart from the terminal. */
import { openBackups } from '../../shared/harden/backups.ts';
import { checkControls } from '../../shared/harden/apply-control.ts';
import { chooseControls } from '../../shared/harden/choose-controls.ts';
import type { Control, HardenFacts } from '../../shared/harden/control.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { undoControl } from '../../shared/harden/undo-control.ts';
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { findAction } from './actions/index.ts';
import { confirmFirewall } from './actions/load-firewall.ts';
import type { Asked } from './command-line.ts';
import { hardenControls } from './harden-controls.ts';
import { readHardenFacts } from './read-facts.ts';
import { recordResults, resultOf } from './results.ts';
import { formatList, formatRows, rowOf, type Row } from './table.ts';

export interface Door {
  host: Host;
  signal: AbortSignal;
  overSsh: boolean;
  colour: boolean;
  out: (text: string) => void;
  complain: (text: string) => void;
}

export async function runHarden(asked: Asked, door: Door): Promise<ExitCode> {
  if (asked.verb === 'confirm') return confirm(door);
  const facts = await readHardenFacts(door.host, asked.profile === undefined ? {} : { profile: asked.profile });
  const wanted = controls.filter(({ id }) => asked.ids.length === 0 || asked.ids.includes(id));
  switch (asked.verb) {
    case 'list': return list(wanted, facts, asked, door);
    case 'check': return check(wanted, facts, asked, door);
    case 'apply': return apply(wanted, facts, asked, door);
    case 'undo': return undo(wanted, facts, asked, door);
  }
}

function list(wanted: readonly Control[], facts: HardenFacts, { json }: Asked, { out }: Door): ExitCode {
  const leftOut = new Map(chooseControls(wanted, facts).leftOut.map(({ control, why }) => [control.id, why]));
  const rows = wanted.map(({ parts: _, ...control }) => ({ ...control, ...(leftOut.has(control.id) ? { leftOut: leftOut.get(control.id) } : {}) }));
  out(json ? print({ profile: facts.profile, exceptions: facts.exceptions, controls: rows }) : formatList(wanted, leftOut));
  return exitCodes.done;
}

/** 3 when something is not as the profile says. */
async function check(wanted: readonly Control[], facts: HardenFacts, { json }: Asked, { host, signal, colour, out }: Door): Promise<ExitCode> {
  const { apply: chosen, leftOut } = chooseControls(wanted, facts);
  const faults = await checkControls(chosen, { host, facts, signal, warn: () => Promise.resolve(), findAction });
  const rows = chosen.map((control): Row => {
    const own = faults.get(control.id) ?? [];
    return { id: control.id, word: own.length === 0 ? 'ok' : 'not-so', text: own.length === 0 ? control.title : own.map(({ why }) => why).join('; ') };
  });
  const all = [...rows, ...leftOut.map(({ control, why }): Row => ({ id: control.id, word: 'left-out', text: why }))];
  const bad = rows.filter(({ word }) => word !== 'ok').length;
  out(json ? print({ profile: facts.profile, exceptions: facts.exceptions, controls: all.map(({ id, word, text }) => ({ id, state: word, text })) })
    : `${formatRows(all, colour)}${rows.length - bad} of ${rows.length} controls of ${facts.profile} are as they should be\n`);
  return bad === 0 ? exitCodes.done : exitCodes.machineRefused;
}

async function apply(wanted: readonly Control[], facts: HardenFacts, { json }: Asked, { host, signal, overSsh, colour, out, complain }: Door): Promise<ExitCode> {
  const warn = (message: string): Promise<void> => Promise.resolve(complain(message));
  // What seals comes last here as well.
  const ordered = [...wanted.filter(({ stage }) => stage !== 'seal'), ...wanted.filter(({ stage }) => stage === 'seal')];
  const results = await hardenControls(ordered, { backups: await openBackups(host), context: { host, facts, signal, overSsh, warn, findAction } });
  await recordResults(host, facts, results);
  out(json ? print({ profile: facts.profile, controls: results }) : formatRows(results.map(rowOf), colour));
  return results.some(({ state }) => state === 'failed') ? exitCodes.failedResumable : exitCodes.done;
}

/** The last one first, so that each finds its files as it left them. */
async function undo(wanted: readonly Control[], facts: HardenFacts, { json, ids }: Asked, { host, signal, overSsh, colour, out, complain }: Door): Promise<ExitCode> {
  const backups = await openBackups(host);
  const order = (id: string): number => backups.all().get(id)?.order ?? 0;
  const rows: Row[] = [];
  const undone: Control[] = [];
  for (const control of wanted.toSorted((a, b) => order(b.id) - order(a.id))) {
    signal.throwIfAborted();
    try {
      const did = await undoControl(control, controls, backups, { host, facts, signal, overSsh, warn: (message) => Promise.resolve(complain(message)), findAction });
      if (did) undone.push(control);
      if (did || ids.length > 0) rows.push({ id: control.id, word: did ? 'undone' : 'ok', text: did ? control.title : 'nothing to undo: CognOS changed nothing for it' });
    } catch (error) {
      rows.push({ id: control.id, word: 'failed', text: error instanceof Error ? error.message : String(error) });
    }
  }
  await recordResults(host, facts, undone.map((control) => resultOf(control, 'left-out', 'undone by cognos-harden undo')));
  out(json ? print(rows.map(({ id, word, text }) => ({ id, state: word, text }))) : rows.length === 0 ? 'There is nothing to undo\n' : formatRows(rows, colour));
  return rows.some(({ word }) => word === 'failed') ? exitCodes.failedResumable : exitCodes.done;
}

async function confirm({ host, out }: Door): Promise<ExitCode> {
  out(await confirmFirewall(host) ? 'The firewall stays as it is\n' : 'No firewall is on trial\n');
  return exitCodes.done;
}

function print(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
