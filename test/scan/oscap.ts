/** OpenSCAP's verdicts as data, and its own score. */
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from './enclosure.ts';
import { readTree, scoreOf, type RuleTree } from './score.ts';

/** As oscap says it; `error` and `unknown` could not be looked at, in a root that is not booted. */
export type Verdict = 'pass' | 'fail' | 'error' | 'unknown' | 'notapplicable' | 'notchecked' | 'notselected' | 'informational' | 'fixed';

export interface OscapResult {
  profile: string;
  /** oscap's own, of all rules of the profile; one that cannot be judged counts as failed. */
  score: number;
  rules: ReadonlyMap<string, Verdict>;
  tree: RuleTree;
}

const prefix = 'xccdf_org.ssgproject.content_rule_';
const inRoot = '/var/cache/scan';

export async function scanWithOscap(root: string, content: string, profile: string): Promise<OscapResult> {
  const folder = join(root, inRoot);
  await mkdir(folder, { recursive: true });
  await copyFile(content, join(folder, 'content.xml'));
  // 2 is its answer when a rule fails; 1 an error of its own.
  await within(root, ['sh', '-c', 'oscap "$@" >/dev/null || test $? -eq 2', 'oscap', 'xccdf', 'eval', '--profile', profile, '--results', `${inRoot}/results.xml`, `${inRoot}/content.xml`]);
  const text = await readFile(join(folder, 'results.xml'), 'utf8');
  await rm(folder, { recursive: true });
  const result = { profile, ...readResults(text), tree: readTree(text) };
  const own = scoreOf(result.tree, result.rules);
  if (Math.abs(own - result.score) > 0.01) throw new Error(`oscap's score is ${result.score}, ours of the same rules ${own}: what is said of parts of them would be wrong`);
  return result;
}

export function readResults(xml: string): Pick<OscapResult, 'score' | 'rules'> {
  const score = /<(?:[\w.-]+:)?score system="urn:xccdf:scoring:default"[^>]*>([\d.]+)</.exec(xml)?.[1];
  if (score === undefined) throw new Error('oscap left no score');
  const rules = new Map<string, Verdict>();
  for (const [, id = '', verdict = ''] of xml.matchAll(/<(?:[\w.-]+:)?rule-result[^>]*idref="([^"]+)"[^>]*>[\s\S]*?<(?:[\w.-]+:)?result>(\w+)</g)) {
    if (verdict !== 'notselected') rules.set(id.replace(prefix, ''), verdict as Verdict);
  }
  return { score: Number(score), rules };
}
