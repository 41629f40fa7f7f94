/** Text into HTML, escaped unless it is HTML already: html`<p>${anything}</p>`. Attributes must stand in double quotes. */
const brand = Symbol('html');

export interface Html { readonly [brand]: true; readonly text: string }
type Piece = string | number | Html | undefined | readonly Piece[];

export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { [brand]: true, text: strings.reduce((all, literal, index) => all + render(pieces[index - 1]) + literal) };
}

/** Style sheets and the like of our own, never anything that was read. */
export function trusted(text: string): Html {
  return { [brand]: true, text };
}

function render(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escapeHtml(piece);
  return brand in piece ? piece.text : piece.map(render).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters go: HTML has no place for them, and a NUL ends some parsers' patience. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
