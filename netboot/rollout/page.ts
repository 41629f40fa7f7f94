/** The rollout as a page that needs nothing else: it asks the server for rollout.json, with the admin's token where it wants one. */
import { pageScript } from './page-script.ts';

export interface Page { html: string; /** Value of Content-Security-Policy. */ policy: string }

/** Everything that machines say reaches the page as text nodes, by the script; nothing of it is in this text. */
export function rolloutPage(nonce: string): Page {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>CognOS rollout</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${style}</style>
<main>
<h1>Rollout</h1>
<p id="summary" role="status">Asking the server…</p>
<p id="problem" class="bad" role="alert" hidden></p>
<form id="door" hidden><label>Admin token (the file admin-token of the server's state) <input id="token" type="password" autocomplete="off" required></label> <button>Open</button></form>
<form id="filters"><label>Machine <input id="search" type="search" placeholder="name, MAC, serial, rule"></label>
<label>State <select id="state"><option value="">any</option><option>failed</option><option>waiting</option><option>seen</option><option>chosen</option><option>installing</option><option value="firstboot">first boot</option><option>ready</option></select></label>
<span><a href="/v1/rollout.csv" id="csv" download="rollout.csv">CSV</a> <a href="/v1/rollout.json" id="json" download="rollout.json">JSON</a></span></form>
<table><caption class="soft" id="count"></caption><thead><tr><th scope="col">Machine<th scope="col">State<th scope="col">Rule<th scope="col">Address<th scope="col">What<th scope="col"><span class="hidden">Actions</span></tr></thead><tbody id="machines"></tbody></table>
</main>
<script nonce="${nonce}">${pageScript}</script>
</html>
`;
  return { html, policy: `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'` };
}

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #d0d7de; --good: #116329; --bad: #a40e26; --wait: #7a4a00; --bar: #0a58ca }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --soft: #9da7b1; --line: #3d444d; --good: #57d873; --bad: #ff8f87; --wait: #e9b44c; --bar: #6cb0ff } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 .5rem } p { margin: .4rem 0 } form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; margin: 1rem 0 } form[hidden] { display: none }
.soft { color: var(--soft) } .good { color: var(--good) } .bad { color: var(--bad) } .wait { color: var(--wait) }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
table { border-collapse: collapse; width: 100% } caption { text-align: left; padding-bottom: .3rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); white-space: nowrap } td:nth-child(5) { white-space: normal; overflow-wrap: anywhere; width: 100% }
progress { width: 8rem; accent-color: var(--bar) } label { display: grid }
input, select, button { font: inherit; padding: .3rem .6rem; color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: .3rem } option { color: #000 }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px } a { color: var(--bar) }
`;
