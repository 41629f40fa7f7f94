/** A whole HTML document around a body. */
import { html, trusted, type Html } from './html.ts';
import { style } from './style.ts';

/** @param nonce of the style sheet, where a Content-Security-Policy asks for one */
export function documentOf(title: string, body: Html, nonce?: string): string {
  const sheet = nonce === undefined ? trusted(`<style>${style}</style>`) : html`<style nonce="${nonce}">${trusted(style)}</style>`;
  return html`${trusted('<!DOCTYPE html>\n')}<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>${sheet}</head>
<body>
${body}
</body>
</html>
`.text;
}
