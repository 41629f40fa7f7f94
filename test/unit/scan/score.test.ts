import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failingRules, readAccepted } from '../../scan/accepted-failures.ts';
import { readResults, type Verdict } from '../../scan/oscap.ts';
import { readReport } from '../../scan/lynis.ts';
import { readTree, scoreOf } from '../../scan/score.ts';

const xml = `<Benchmark><Group id="a"><Group id="b" weight="3.0"><Rule id="xccdf_org.ssgproject.content_rule_one" weight="1.0"><title>a &gt; b</title></Rule>
<Rule id="xccdf_org.ssgproject.content_rule_two"/></Group><Rule id="xccdf_org.ssgproject.content_rule_three"></Rule><Rule id="xccdf_org.ssgproject.content_rule_four"></Rule></Group></Benchmark>
<TestResult><rule-result idref="xccdf_org.ssgproject.content_rule_one" weight="1"><result>pass</result></rule-result>
<rule-result idref="xccdf_org.ssgproject.content_rule_two" weight="1"><result>fail</result></rule-result>
<rule-result idref="xccdf_org.ssgproject.content_rule_four" weight="1"><result>notselected</result></rule-result>
<score system="urn:xccdf:scoring:default" maximum="100.000000">50.000000</score></TestResult>`;

test('groups count by their weight, not by how many rules they have', () => {
  const rules = (three: Verdict): Map<string, Verdict> => new Map<string, Verdict>([['one', 'pass'], ['two', 'fail'], ['three', three]]);
  assert.equal(scoreOf(readTree(xml), rules('pass')), (50 * 3 + 100) / 4);
  assert.equal(scoreOf(readTree(xml), rules('error')), (50 * 3 + 0) / 4, 'what cannot be judged counts as failed');
  assert.equal(scoreOf(readTree(xml), rules('notapplicable')), 50);
  assert.equal(scoreOf(readTree(xml), rules('fail'), (rule) => rule !== 'two'), (100 * 3 + 0) / 4);
  assert.equal(scoreOf(readTree(xml), new Map()), 0);
});

test('what oscap leaves is read, and what it did not look at is not there', () => {
  const { score, rules } = readResults(xml);
  assert.equal(score, 50);
  assert.deepEqual([...rules], [['one', 'pass'], ['two', 'fail']]);
  assert.throws(() => readResults('<TestResult/>'), /no score/);
});

test('a report of lynis without an index is no report', () => {
  assert.deepEqual(readReport('hardening_index=81\nwarning[]=A-1|something|-|\nsuggestion[]=B-2|other|-|\n'), { index: 81, warnings: ['A-1 something -'], suggestions: ['B-2 other -'] });
  assert.throws(() => readReport('warning[]=x\n'), /no hardening index/);
});

test('a rule that fails without a reason is found', () => {
  const tree = readTree(xml);
  const found = failingRules({ profile: 'p', score: 0, tree, rules: new Map<string, Verdict>([['one', 'fail'], ['two', 'pass'], ['three', 'unknown']]) }, [{ rule: 'one', kind: 'choice', why: 'so' }]);
  assert.deepEqual(found.map(({ rule, accepted }) => [rule, accepted?.kind]), [['one', 'choice'], ['three', undefined]]);
});

test('every accepted failure has one reason, and what "cannot be judged" is nothing that a root can answer', async () => {
  const accepted = await readAccepted();
  assert.deepEqual(accepted.map(({ rule }) => rule), [...new Set(accepted.map(({ rule }) => rule))].sort(), 'sorted, and each once');
  for (const { rule, kind, why } of accepted) {
    assert.ok(why.length > 20 && /^[A-Z]/.test(why) && why.endsWith('.'), `${rule}: ${why}`);
    // The kernel's, init's, or a mount's: never a file or a package.
    if (kind === 'root') assert.match(rule, /^(sysctl_(kernel|fs|vm)_|service_|socket_|set_nftables_|(firewall|logging|ntp)_.*_active$|all_apparmor_|aide_|partition_for_|mount_option_)/, rule);
  }
});
