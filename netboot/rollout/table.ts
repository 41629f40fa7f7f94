/** The rollout as a table for a terminal. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { machineStates } from '../store/machine-record.ts';
import { describeSeconds, describeState, nameOf, stateWords } from './describe.ts';
import type { Rollout, RolloutMachine } from './view.ts';

export interface TableOptions { columns: number; /** Lines that there is room for; the rest is counted. */ rows?: number }

/** What needs somebody comes first: failed, waiting, then what is under way, then what is done. */
const order = ['failed', 'waiting', 'installing', 'firstboot', 'chosen', 'seen', 'ready'];

export function rolloutTable(rollout: Rollout, { columns, rows = Infinity }: TableOptions): string {
  const head = summary(rollout);
  const sorted = [...rollout.machines].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.seenAt < b.seenAt ? -1 : 1));
  const room = Math.max(1, rows - head.length - 3);
  const shown = sorted.slice(0, room);
  const rest = sorted.length - shown.length;
  const lines = [...head, '', ...shown.length > 0 ? tableOf(shown) : ['No machine has been seen yet.'], ...rest > 0 ? [`… and ${rest} more`] : []];
  return lines.map((line) => cut(line, columns)).map((line) => `${line}\n`).join('');
}

function summary({ counts, rates, inventory, warnings = [], machines }: Rollout): string[] {
  const states = machineStates.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${stateWords[state]}`);
  const speed = [
    rates.readyPerHour === undefined ? undefined : `${rates.readyPerHour} ready an hour`,
    rates.secondsToReady === undefined ? undefined : `${describeSeconds(rates.secondsToReady)} a machine`,
    rates.secondsLeft === undefined ? undefined : `${describeSeconds(rates.secondsLeft)} left`,
  ].filter((words) => words !== undefined);
  const problems = inventory?.problems ?? [];
  return [
    `${machines.length} machines: ${states.join(', ') || 'none yet'}`,
    ...speed.length > 0 ? [speed.join(', ')] : [],
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...problems.length > 0 ? [`The inventory has been edited into something that cannot be; the one of ${inventory?.loadedAt.slice(11, 19) ?? ''} counts:`, ...problems.slice(0, 3).map((problem) => `  ${problem}`)] : [],
  ];
}

function tableOf(machines: readonly RolloutMachine[]): string[] {
  const rows = machines.map((machine) => [nameOf(machine), describeState(machine), machine.rule ?? '', machine.address ?? '', machine.reason ?? machine.label ?? ''].map(escapeForTerminal));
  const all = [['machine', 'state', 'rule', 'address', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.min(36, Math.max(...all.map((row) => row[column]?.length ?? 0))));
  return all.map((row) => row.map((cell, column) => cut(cell, widths[column] ?? Infinity).padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

function cut(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, Math.max(0, columns - 1))}…` : line;
}
