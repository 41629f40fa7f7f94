/**
 * A preseed file -> a spec that validates, and what became of each of its lines. What is refused is left out of
 * the spec, and then nothing in it allows an unattended installation, or one over another system: a person has to look first.
 */
import type { Finding } from '../shared/errors.ts';
import type { InstallSpec } from '../shared/spec/install-spec.ts';
import { distance } from '../shared/spec/nearest.ts';
import type { Path } from '../shared/spec/document.ts';
import { validateSpec } from '../shared/spec/validate-spec.ts';
import { placeIn, type Answer, type Preseed } from './answer.ts';
import { countOutcomes, type LossReport } from './loss-report.ts';
import { knownQuestions } from './known-questions.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { translateAccounts, type Hash } from './translate-accounts.ts';
import { translateApt } from './translate-apt.ts';
import { translateBoot } from './translate-boot.ts';
import { translateCognos } from './translate-cognos.ts';
import { translateCommands } from './translate-commands.ts';
import { translateNetwork } from './translate-network.ts';
import { translatePackages, translateSelections } from './translate-packages.ts';
import { translatePlaces } from './translate-places.ts';
import { translateStorage } from './translate-storage.ts';

export interface Translation {
  /** Valid, and without what was refused. */
  spec: InstallSpec;
  report: LossReport;
  refused: boolean;
  /** What validation says beside its refusals, at the places of the preseed file. */
  warnings: Finding[];
}

export async function translatePreseed(preseed: Preseed, hash: Hash): Promise<Translation> {
  const sheet = createSheet(preseed);
  sheet.put(['cognos', 'version'], 1);
  refuseMistyped(sheet);
  await translatePlaces(sheet);
  translateNetwork(sheet);
  translateApt(sheet);
  await translateAccounts(sheet, hash);
  translateStorage(sheet);
  translatePackages(sheet);
  translateCommands(sheet);
  translateBoot(sheet);
  translateCognos(sheet);
  translateSelections(sheet);
  sayUnknown(sheet);
  const { spec, warnings } = await keepValid(sheet, preseed);
  const entries = sheet.entries();
  const refused = entries.some(({ outcome }) => outcome === 'refused');
  if (refused) {
    delete spec.cognos.unattended;
    delete spec.cognos.storage?.disk?.wipe;
  }
  const { cognos, ...rest } = spec;
  return { spec: { ...rest, cognos }, refused, warnings, report: { file: preseed.file, dialect: 'preseed', encoding: preseed.encoding, counts: countOutcomes(entries), entries } };
}

/** However it is numbered: disks, repositories and the like count on. */
const unnumbered = (question: string): string => question.replaceAll(/\d+/g, '0');
const knownUnnumbered: ReadonlySet<string> = new Set(knownQuestions.map(unnumbered));

/** One letter or two off a question that there is: debian-installer would say nothing and ask the real one. */
function refuseMistyped(sheet: Sheet): void {
  for (const { question } of sheet.open()) {
    if (knownUnnumbered.has(unnumbered(question))) continue;
    const near = knownQuestions.find((known) => Math.abs(known.length - question.length) <= 2 && distance(question, known) <= 2);
    if (near !== undefined) sheet.refused(question, `there is no such question; did you mean ${near}?`);
  }
}

function sayUnknown(sheet: Sheet): void {
  for (const { question } of sheet.open()) sheet.notApplicable(question, 'nothing here asks this', true);
}

/**
 * What the schema or its meaning refuses is refused at the answer it came from, and left out; this ends, as each
 * round takes something away.
 */
async function keepValid(sheet: Sheet, { file }: Preseed): Promise<{ spec: InstallSpec; warnings: Finding[] }> {
  const locate = (path: Path): { file: string; line: number; column: number } => placeOf(sheet.sourceOf(path), file);
  for (let round = 0; round < 50; round += 1) {
    const validation = await validateSpec(sheet.spec, { file, source: () => undefined, locate });
    if (validation.ok) return { spec: validation.spec, warnings: validation.warnings };
    for (const finding of validation.findings.filter(({ severity }) => severity === 'error')) {
      const path = parsePath(finding.path);
      const source = sheet.sourceOf(path);
      if (!source) throw new Error(`nothing of the file led to ${finding.path}: ${finding.message}`);
      sheet.refused(source.question, finding.message);
      remove(sheet.spec, path);
    }
  }
  throw new Error('the translation of a preseed file did not become valid');
}

function placeOf(answer: Answer | undefined, file: string): { file: string; line: number; column: number } {
  return { file, ...answer ? placeIn(answer.line, Math.max(0, answer.line.text.search(/\S/))) : { line: 1, column: 1 } };
}

function parsePath(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, word]) => (index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(`"${quoted}"`) as string : word ?? ''));
}

/** The nearest thing that can go: an entry of a list takes the list's entry with it. */
function remove(spec: Record<string, unknown>, path: Path): void {
  const [top, second] = path;
  if (top === undefined) return;
  if (top === 'cognos' && second !== undefined) removeAt(spec, path);
  else if (top === 'apt' && second !== undefined) removeAt(spec, path.slice(0, 2));
  else if (top === 'users' && path.length > 2 && path[2] !== 'name') removeAt(spec, path.slice(0, 3));
  else delete spec[String(top)];
}

function removeAt(spec: Record<string, unknown>, path: Path): void {
  let at: unknown = spec;
  for (const step of path.slice(0, -1)) at = (at as Record<string | number, unknown> | undefined)?.[step];
  if (typeof at === 'object' && at !== null) delete (at as Record<string | number, unknown>)[path.at(-1) ?? ''];
}
