/** What planner and validation say against an answer, beside the field that it is about, and the nearest thing as a key. */
import type { LocalFinding } from '../../shared/protocol/snapshot.ts';
import { styleOf, text, type Block, type Take } from './block.ts';
import { paragraph } from './line.ts';
import type { Setting } from './store.ts';
import type { Known } from './wizard-context.ts';
import { shown } from './words.ts';

export function takeOf({ instead }: LocalFinding, { t, store, terminal }: Known): Take | undefined {
  if (!instead) return undefined;
  const { label, word, ...setting } = instead;
  const words = (word === undefined ? undefined : t.maybe(`findings.instead.${word}`, { label })) ?? label;
  // The parts of the union belong together; taking some out loses that for TypeScript.
  return { label: shown(words, terminal), run: () => { store.answer(setting as Setting, 'now'); } };
}

export function sentenceOf(finding: LocalFinding, { t, terminal }: Pick<Known, 't' | 'terminal'>): string {
  return t('text.refusal', { message: shown(t.finding(finding), terminal) });
}

/** The block with its refusals below it. */
export function refused(block: Block, findings: readonly LocalFinding[], wizard: Known): Block {
  if (findings.length === 0) return block;
  const take = findings.map((finding) => takeOf(finding, wizard)).find((each) => each !== undefined) ?? block.take;
  return {
    ...block, take,
    draw: (look) => [...block.draw(look), ...findings.flatMap((finding) => paragraph(sentenceOf(finding, wizard), { width: look.width, indent: 4, style: styleOf(finding.severity === 'error' ? 'danger' : 'warning') }))],
  };
}

/** Those that no field of the screen has a place for. */
export function remaining(findings: readonly LocalFinding[], wizard: Known): Block[] {
  return findings.map((finding, index) => ({ ...text(`finding-${index}`, sentenceOf(finding, wizard), finding.severity === 'error' ? 'danger' : 'warning'), take: takeOf(finding, wizard) }));
}

/** Of a section, those whose fields the pattern does not name. */
export function rest(findings: readonly LocalFinding[], section: LocalFinding['section'], fields: RegExp): LocalFinding[] {
  return findings.filter((finding) => finding.section === section && !fields.test(finding.path));
}
