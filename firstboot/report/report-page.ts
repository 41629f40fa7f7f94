/** The report as one page that needs nothing else: to be read, printed and kept. */
import { documentOf } from '../page/document.ts';
import { html } from '../page/html.ts';
import type { Section } from './report-sections.ts';

/** @param name of the machine */
export function reportPage(sections: readonly Section[], name: string, at: Date): string {
  const parts = sections.map(({ title, rows }) => html`<section>
<h2>${title}</h2>
<table><thead hidden><tr><th scope="col">What</th><th scope="col">Result</th></tr></thead><tbody>
${rows.map((row) => html`<tr><th scope="row">${row.name}</th><td class="${row.tone ?? ''}">${row.value}</td></tr>
`)}</tbody></table>
</section>
`);
  return documentOf(`CognOS report: ${name}`, html`<main>
<h1>CognOS report</h1>
<p class="soft">${name}, ${at.toISOString()}</p>
${parts}</main>`);
}
