/** The rollout as a CSV file (RFC 4180), for a spreadsheet. */
import type { Rollout, RolloutMachine } from './view.ts';

const columns: [name: string, value: (machine: RolloutMachine) => string | number | undefined][] = [
  ['id', ({ id }) => id], ['hostname', ({ hostname }) => hostname], ['state', ({ state }) => state], ['percent', ({ fraction }) => Math.floor(fraction * 100)],
  ['reason', ({ reason }) => reason], ['rule', ({ rule }) => rule], ['attempt', ({ attempt }) => attempt], ['mac', ({ macs }) => macs.join(' ')], ['serial', ({ serial }) => serial],
  ['asset', ({ asset }) => asset], ['product', ({ product }) => product], ['address', ({ address }) => address], ['seen', ({ seenAt }) => seenAt], ['heard', ({ heardAt }) => heardAt],
  ['chosen', ({ chosenAt }) => chosenAt], ['installed', ({ installedAt }) => installedAt], ['ended', ({ endedAt }) => endedAt],
];

export function rolloutCsv({ machines }: Rollout): string {
  const line = (cells: (string | number | undefined)[]): string => `${cells.map(cell).join(',')}\r\n`;
  return line(columns.map(([name]) => name)) + machines.map((machine) => line(columns.map(([, value]) => value(machine)))).join('');
}

/** What a spreadsheet would take for a formula gets an apostrophe: machines say their own serial numbers. */
function cell(value: string | number | undefined = ''): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
