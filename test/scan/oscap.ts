/** OpenSCAP's verdicts as data, and its own score. */
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { within } from './enclosure.ts';
import { here } from './places.ts';

/** As oscap says it; `error` and `unknown` could not be looked at, in a root that is not booted. */
export type Verdict = 'pass' | 'fail' | 'error' | 'unknown' | 'notapplicable' | 'notchecked' | 'notselected' | 'informational' | 'fixed';

export interface OscapResult {
  profile: string;
  /** By oscap's own (XCCDF default) scoring: weighted, not applicable ones left out. */
  score: number;
  rules: ReadonlyMap<string, Verdict>;
}

const prefix = 'xccdf_org.ssgproject.content_rule_';
const inRoot = '/var/cache/scan';
const tailoring = 'tailoring.xml';

/** @param tailored with the exclusions of tailoring.xml, each of which says why */
export async function scanWithOscap(root: string, content: string, profile: string, tailored: boolean): Promise<OscapResult> {
  const folder = join(root, inRoot);
  await mkdir(folder, { recursive: true });
  await copyFile(content, join(folder, 'content.xml'));
  await copyFile(join(here, tailoring), join(folder, tailoring));
  const results = join(folder, 'results.xml');
  await rm(results, { force: true });
  const asked = tailored ? ['--tailoring-file', `${inRoot}/${tailoring}`, '--profile', `xccdf_org.cognos_profile_${profile}`] : ['--profile', profile];
  // 2 is its answer when a rule fails; 1 an error of its own.
  await within(root, ['sh', '-c', 'oscap "$@" >/dev/null || test $? -eq 2', 'oscap', 'xccdf', 'eval', ...asked, '--results', `${inRoot}/results.xml`, `${inRoot}/content.xml`]);
  const text = await readFile(results, 'utf8');
  await rm(folder, { recursive: true });
  return { profile, ...readResults(text) };
}

export function readResults(xml: string): Pick<OscapResult, 'score' | 'rules'> {
  const score = /<score system="urn:xccdf:scoring:default"[^>]*>([\d.]+)</.exec(xml)?.[1];
  if (score === undefined) throw new Error('oscap left no score');
  const rules = new Map<string, Verdict>();
  for (const [, id = '', verdict = ''] of xml.matchAll(/<rule-result[^>]*idref="([^"]+)"[^>]*>[\s\S]*?<result>(\w+)<\/result>/g)) {
    if (verdict !== 'notselected') rules.set(id.replace(prefix, ''), verdict as Verdict);
  }
  return { score: Number(score), rules };
}

