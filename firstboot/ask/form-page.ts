/** The pages of the browser form: plain HTML that works without script, with a screen reader and on a telephone. */
import { createHash } from 'node:crypto';
import { againField } from './read-form.ts';
import type { Question, QuestionId } from './question.ts';

const style = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
label,legend{font-weight:600;display:block}input,select,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #555;border-radius:.25rem}
.field{margin:1.25rem 0}.help{margin:.1rem 0 .3rem;color:#444}.error{margin:.1rem 0 .3rem;color:#a00000;font-weight:600}[aria-invalid=true]{border:2px solid #a00000}
fieldset{border:1px solid #999;border-radius:.25rem;margin:1.25rem 0}button{font:inherit;font-weight:600;padding:.6rem 1.4rem;border:0;border-radius:.25rem;background:#0b4f8a;color:#fff}
:focus-visible{outline:3px solid #e08a00;outline-offset:2px}
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}.help{color:#bbb}.error{color:#ff9a9a}input,select,textarea{background:#222;color:#eee;border-color:#999}[aria-invalid=true]{border-color:#ff9a9a}a{color:#8fc7ff}}`;

/** Nothing but this style, and forms that go nowhere else. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

export function pinPage(hostname: string, fault?: string): string {
  return page('PIN', `<h1>CognOS first boot on ${escape(hostname)}</h1>
<p>Some things about this machine are still open. Only who can see its console may answer: a PIN of six digits stands there.</p>
<form method="post" action="/pin"><div class="field"><label for="pin">PIN</label>${fault === undefined ? '' : `<p class="error" id="pin-error" role="alert">${escape(fault)}</p>`}
<input id="pin" name="pin" inputmode="numeric" autocomplete="one-time-code" required autofocus${fault === undefined ? '' : ' aria-invalid="true" aria-describedby="pin-error"'}></div>
<button>Go on</button></form>`);
}

export interface FormState {
  hostname: string;
  questions: readonly Question[];
  token: string;
  values: URLSearchParams;
  faults: ReadonlyMap<QuestionId, string>;
  /** About the answers as a whole. */
  refusal?: string;
}

export function formPage({ hostname, questions, token, values, faults, refusal }: FormState): string {
  const plain = questions.filter(({ when }) => when === undefined);
  return page(faults.size > 0 ? 'Please correct' : 'Questions', `<h1>CognOS first boot on ${escape(hostname)}</h1>
${summary(questions, faults, refusal)}<p>Nothing is changed before you press Apply.</p>
<form method="post" action="/answers"><input type="hidden" name="token" value="${escape(token)}">
${plain.map((question) => field(question, values, faults) + dependants(question, questions, values, faults)).join('\n')}
<button>Apply</button></form>`);
}

export function donePage(hostname: string, user: string | undefined): string {
  return page('Done', `<h1>Done</h1><p>The answers about ${escape(hostname)} are applied${user === undefined ? '' : `, and ${escape(user)} can log in`}. The setup of the machine goes on by itself; <code>cognos-firstboot status</code> shows how far it is.</p><p>This page is closed now.</p>`);
}

export function sentencePage(title: string, sentence: string): string {
  return page(title, `<h1>${escape(title)}</h1><p>${escape(sentence)}</p>`);
}

/** Fields that count only after one answer to another one, under a legend that says so. */
function dependants(question: Question, questions: readonly Question[], values: URLSearchParams, faults: ReadonlyMap<QuestionId, string>): string {
  const own = questions.filter(({ when }) => when?.id === question.id);
  if (own.length === 0) return '';
  return `<fieldset><legend>Only for: ${escape(own[0]?.when?.is ?? '')}</legend>${own.map((each) => field(each, values, faults)).join('')}</fieldset>`;
}

function summary(questions: readonly Question[], faults: ReadonlyMap<QuestionId, string>, refusal: string | undefined): string {
  if (refusal !== undefined) return `<p class="error" role="alert">The answers could not be applied: ${escape(refusal)}</p>`;
  if (faults.size === 0) return '';
  const items = questions.filter(({ id }) => faults.has(id)).map(({ id, prompt }) => `<li><a href="#${id}">${escape(prompt)}</a>: ${escape(faults.get(id) ?? '')}</li>`);
  return `<div role="alert"><p class="error">Nothing has been changed. ${items.length === 1 ? 'One answer has' : `${items.length} answers have`} to be corrected, and a password typed again:</p><ul>${items.join('')}</ul></div>`;
}

function field(question: Question, values: URLSearchParams, faults: ReadonlyMap<QuestionId, string>): string {
  const { id, prompt, help, secret } = question;
  const fault = faults.get(id);
  const described = `aria-describedby="${fault === undefined ? '' : `${id}-error `}${id}-help"${fault === undefined ? '' : ' aria-invalid="true"'}`;
  // Said of a terminal, where nothing at all is shown.
  const hint = secret ? help.replace('Nothing is shown while you type. ', '') : help;
  return `<div class="field"><label for="${id}">${escape(prompt)}</label><p class="help" id="${id}-help">${escape(hint)}</p>
${fault === undefined ? '' : `<p class="error" id="${id}-error">${escape(fault)}</p>`}${control(question, values.get(id) ?? question.default ?? '', described)}</div>${secret ? again(prompt) : ''}`;
}

function control({ id, secret, choices, examples }: Question, value: string, described: string): string {
  if (secret) return `<input id="${id}" name="${id}" type="password" autocomplete="new-password" ${described}>`;
  if (choices) return `<select id="${id}" name="${id}" ${described}>${choices.map((choice) => `<option${choice === value ? ' selected' : ''}>${escape(choice)}</option>`).join('')}</select>`;
  if (id === 'key') return `<textarea id="${id}" name="${id}" rows="4" spellcheck="false" ${described}>${escape(value)}</textarea>`;
  const list = examples ? `<datalist id="${id}-list">${examples.map((example) => `<option value="${escape(example)}">`).join('')}</datalist>` : '';
  return `${list}<input id="${id}" name="${id}"${examples ? ` list="${id}-list"` : ''} value="${escape(value)}" autocomplete="${id === 'user' ? 'username' : 'off'}" autocapitalize="none" spellcheck="false" ${described}>`;
}

function again(prompt: string): string {
  return `<div class="field"><label for="${againField}">${escape(prompt)}, the same again</label><input id="${againField}" name="${againField}" type="password" autocomplete="new-password"></div>`;
}

function page(title: string, body: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)} - CognOS first boot</title><style>${style}</style></head><body><main>${body}</main></body></html>\n`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
