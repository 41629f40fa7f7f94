/** What must hold of every translation: nothing of the file is missing in its report, and the spec is what cloud-init and we read. */
import assert from 'node:assert/strict';
import { readUserData } from '../../../cloud-init/read-user-data.ts';
import { userDataText } from '../../../installer/wizard/user-data-text.ts';
import { formatFinding } from '../../../shared/errors.ts';
import { formatLossReport, lossFindings, type LossReport } from '../../../shared/foreign/loss-report.ts';
import type { Translation } from '../../../shared/foreign/translation.ts';
import { formatPath, type Path } from '../../../shared/spec/document.ts';
import type { InstallSpec } from '../../../shared/spec/install-spec.ts';
import { isMap } from '../../../shared/spec/is-map.ts';

/** What a translation that hashes nothing has for each password. */
export const someHash = '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7';

/** Each line of the text, as an editor counts, is in the report once and in order. */
export function hasEveryLine(input: Uint8Array, { entries }: LossReport, name: string): void {
  const text = Buffer.from(input).toString('latin1');
  const count = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const covered = entries.flatMap(({ lines: [first, last] }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
  assert.deepEqual(covered, Array.from({ length: count }, (_, index) => index + 1), name);
}

/** Every value of the document has an entry of its own, or what it stands in has. */
export function hasEveryValue(value: unknown, { entries }: LossReport, name: string): void {
  const told = new Set(entries.map(({ question }) => question ?? ''));
  const missing = told.has('') ? [] : leaves(value).filter((path) => path.length > 0 && !path.some((_, index) => told.has(formatPath(path.slice(0, index + 1)))));
  assert.deepEqual(missing.map(formatPath), [], name);
}

function leaves(node: unknown, path: Path = []): Path[] {
  const children = childrenOf(node);
  return children.length === 0 ? [path] : children.flatMap(([step, child]) => leaves(child, [...path, step]));
}

export function childrenOf(node: unknown): [step: string | number, child: unknown][] {
  return Array.isArray(node) ? [...node.entries()] : isMap(node) ? Object.entries(node) : [];
}

export async function readsBack({ spec }: Translation, name: string): Promise<void> {
  const back = await readUserData(new TextEncoder().encode(userDataText(spec)), name);
  assert.ok(back.ok, back.ok ? '' : `${name}: ${back.findings.map(formatFinding).join('\n')}`);
}

/** For a golden file: how much became of the file what, each loss, and the spec (what it has otherwise than `plain`). */
export function losses({ report, spec }: Translation, plain?: InstallSpec): string {
  const told = lossFindings(report).map(formatFinding).map((line) => line.replace(`${report.file}:`, '  '));
  return [formatLossReport(report).at(-1) ?? '', ...told, `  ${JSON.stringify(plain ? besides(spec, plain) : spec).replaceAll(someHash, '$y$')}`].join('\n');
}

function besides(spec: InstallSpec, plain: InstallSpec): Record<string, unknown> {
  const shown = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'hashed_passwd' ? undefined : item)) || 'null') as unknown;
  const keys = [...new Set([...Object.keys(spec), ...Object.keys(plain)])] as (keyof InstallSpec)[];
  return Object.fromEntries(keys.filter((key) => JSON.stringify(spec[key]) !== JSON.stringify(plain[key])).map((key) => [key, spec[key] === undefined ? null : shown(spec[key])]));
}
