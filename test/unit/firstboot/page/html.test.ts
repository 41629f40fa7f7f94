import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeHtml, html } from '../../../../firstboot/page/html.ts';
import { pinPage, statusPage } from '../../../../firstboot/page/status-page.ts';
import type { FirstbootState } from '../../../../firstboot/progress/state.ts';
import { reportPage } from '../../../../firstboot/report/report-page.ts';
import { reportSections } from '../../../../firstboot/report/report-sections.ts';

test('what is escaped reads as it was, and holds nothing that HTML would act on', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const escaped = escapeHtml(text);
    assert.doesNotMatch(escaped, /[<>"']/);
    assert.doesNotMatch(escaped.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, ''), /&/);
  }));
  assert.equal(html`<p title="${'"x" onload=\'y\''}">${'<script>'}${[html`<b>${'&'}</b>`, 3]}${undefined}</p>`.text,
    '<p title="&quot;x&quot; onload=&#39;y&#39;">&lt;script&gt;<b>&amp;</b>3</p>');
});

/** Tags of a page, attribute names included: what a text must never add to. */
function skeleton(page: string): string[] {
  return page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/"[^"]*"/g, '""')) ?? [];
}

test('no text, wherever it comes from, adds a tag or an attribute to a page', () => {
  const stateOf = (text: string): FirstbootState => ({
    pid: 1, phase: 'waiting', step: text, label: text, fraction: 0.5, line: text, since: text, waitingFor: text,
    steps: [{ id: text, label: text, state: 'failed', seconds: 1 }], notes: [text],
  });
  const reportOf = (text: string): unknown => ({
    installer: text, plan: { disk: { title: text } },
    firstboot: {
      ending: { phase: 'failed', line: text, action: text, waitingFor: text }, versions: { debian: text, kernel: text, packages: { p: text } },
      notDone: [{ what: text, why: text }], steps: [{ id: text, seconds: 1 }], models: { instances: { a: { active: text } }, models: {} },
      hardening: { profile: text, exceptions: [], counts: { ok: 1 }, controls: [{ id: text, title: text, cis: [text], state: 'failed', why: text }] },
    },
  });
  const plain = { state: skeleton(statusPage(stateOf('a'), 'a', 'n')), pin: skeleton(pinPage('a', 'n', 'a')), report: skeleton(reportPage(reportSections(reportOf('a')), 'a', new Date(0))) };
  const nasty = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('</title><script>alert(1)</script>', '"><img src=x onerror=y>', '\'', '<!--', ']]>', '&lt;', '\u0000<b', '</style>'));
  fc.assert(fc.property(nasty, (text) => {
    assert.deepEqual(skeleton(statusPage(stateOf(text), text, 'n')), plain.state);
    assert.deepEqual(skeleton(pinPage(text, 'n', text)), plain.pin);
    assert.deepEqual(skeleton(reportPage(reportSections(reportOf(text)), text, new Date(0))), plain.report);
  }), { numRuns: 200 });
});
