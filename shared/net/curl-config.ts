/** What curl reads from its standard input (`--config -`), where secrets and addresses are seen by nobody else. */
import type { CommandError } from '../system/host.ts';

/** @param to whom it goes, for the sentence about what cannot be sent: a line break in a header would begin another header */
export function curlConfig(settings: readonly (readonly [name: string, value: string])[], to: string): string {
  return `silent\nshow-error\ngloboff\n${settings.map(([name, value]) => `${name} = ${quoted(value, to)}\n`).join('')}`;
}

/** Why there was no answer: the first of curl's lines; those after it are advice. */
export function curlFault({ stderr, message }: CommandError): string {
  return /^curl: .*$/m.exec(stderr)?.[0] ?? message;
}

/** As curl(1) reads a quoted word of its configuration. */
function quoted(value: string, to: string): string {
  if (/[\0\r\n]/.test(value)) throw new Error(`a line break in what is sent to ${to}`);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
