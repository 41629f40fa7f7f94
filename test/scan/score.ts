/**
 * The score of XCCDF's default model (NIST IR 7275r4, 7.3.2) over a part of the rules: each group counts as much as its neighbours, however
 * many rules it has. oscap says only one number, for all rules; that this gives the same one is checked at every scan.
 */
import type { Verdict } from './oscap.ts';

export interface RuleTree { rule?: string; weight: number; children: RuleTree[] }

/** Groups and rules as they are nested in what oscap left; their ids as they stand there. */
export function readTree(xml: string): RuleTree {
  const root: RuleTree = { weight: 1, children: [] };
  const open: RuleTree[] = [root];
  for (const [, end, kind, attributes = ''] of xml.matchAll(/<(\/?)(?:[\w.-]+:)?(Group|Rule)\b((?:[^>"]|"[^"]*")*)>/g)) {
    if (end === '/') {
      open.pop();
      continue;
    }
    const node: RuleTree = { weight: Number(/\bweight="([\d.]+)"/.exec(attributes)?.[1] ?? 1), children: [] };
    if (kind === 'Rule') node.rule = /\bid="xccdf_org\.ssgproject\.content_rule_([^"]+)"/.exec(attributes)?.[1] ?? '';
    open.at(-1)?.children.push(node);
    if (!attributes.endsWith('/')) open.push(node);
  }
  return root;
}

/** @param counts a rule that does not is left out like one that is not applicable */
export function scoreOf(tree: RuleTree, rules: ReadonlyMap<string, Verdict>, counts: (rule: string) => boolean = () => true): number {
  return partOf(tree, rules, counts) ?? 0;
}

const uncounted: ReadonlySet<Verdict | undefined> = new Set([undefined, 'notapplicable', 'notchecked', 'notselected', 'informational'] as const);

function partOf({ rule, children }: RuleTree, rules: ReadonlyMap<string, Verdict>, counts: (rule: string) => boolean): number | undefined {
  if (rule !== undefined) return uncounted.has(rules.get(rule)) || !counts(rule) ? undefined : rules.get(rule) === 'pass' ? 100 : 0;
  let [sum, weights] = [0, 0];
  for (const child of children) {
    const part = partOf(child, rules, counts);
    if (part === undefined) continue;
    sum += part * child.weight;
    weights += child.weight;
  }
  return weights === 0 ? undefined : sum / weights;
}
