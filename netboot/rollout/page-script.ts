/** What runs in the browser: plain DOM, in the language that every browser has. The admin's token stays in the tab's session storage. */
export const pageScript = String.raw`
'use strict';
const by = (id) => document.getElementById(id);
const words = { firstboot: 'first boot' };
const order = ['failed', 'waiting', 'installing', 'firstboot', 'chosen', 'seen', 'ready'];
let rollout;
const token = () => sessionStorage.getItem('token');
const headers = () => (token() ? { Authorization: 'Bearer ' + token() } : {});
const span = (seconds) => (seconds < 60 ? Math.round(seconds) + ' s' : seconds < 3600 ? Math.round(seconds / 60) + ' min' : Math.floor(seconds / 3600) + ' h ' + String(Math.round(seconds % 3600 / 60)).padStart(2, '0') + ' min');
const problem = (text) => { by('problem').textContent = text; by('problem').hidden = text === ''; };
async function refresh() {
  try {
    const answer = await fetch('/v1/rollout.json', { headers: headers(), cache: 'no-store' });
    if (answer.status === 401 || answer.status === 403) {
      if (token()) problem('That is not the token.');
      sessionStorage.removeItem('token');
      by('door').hidden = false;
      by('summary').textContent = 'The rollout is shown to who has the admin token.';
      return;
    }
    if (!answer.ok) throw new Error('status ' + answer.status);
    rollout = await answer.json();
    by('door').hidden = true;
    draw();
  } catch (error) {
    problem('The server does not answer (' + error.message + '); what is shown may be old.');
  }
}
function draw() {
  const { counts, rates, inventory, warnings, machines } = rollout;
  const parts = Object.entries(counts).filter(([, n]) => n > 0).map(([state, n]) => n + ' ' + (words[state] || state));
  if (rates.readyPerHour !== undefined) parts.push(rates.readyPerHour + ' ready an hour');
  if (rates.secondsToReady !== undefined) parts.push(span(rates.secondsToReady) + ' a machine');
  if (rates.secondsLeft !== undefined) parts.push(span(rates.secondsLeft) + ' left');
  by('summary').textContent = machines.length + ' machines: ' + (parts.join(', ') || 'none yet');
  problem(inventory && inventory.problems.length ? 'The inventory has been edited into something that cannot be; the one of ' + inventory.loadedAt.slice(11, 19) + ' counts. ' + inventory.problems.slice(0, 3).join(' · ') : (warnings || []).join(' · '));
  const wanted = by('state').value;
  const text = by('search').value.trim().toLowerCase();
  const shown = machines.filter((m) => (!wanted || m.state === wanted) && (!text || [m.hostname, m.id, m.serial, m.asset, m.rule, m.address, m.reason, ...m.macs].some((each) => each && each.toLowerCase().includes(text))));
  shown.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  by('count').textContent = shown.length === machines.length ? '' : shown.length + ' of ' + machines.length;
  by('machines').replaceChildren(...shown.slice(0, 2000).map(row));
}
function row(m) {
  const tr = document.createElement('tr');
  const cell = (content) => { const td = document.createElement('td'); td.append(content || ''); tr.append(td); return td; };
  cell(m.hostname || m.macs[0] || m.id).title = [m.id, m.serial, ...m.macs].filter(Boolean).join(' · ');
  const state = cell(words[m.state] || m.state);
  state.className = { failed: 'bad', ready: 'good', waiting: 'wait' }[m.state] || '';
  if (m.state === 'installing' || m.state === 'firstboot') {
    const bar = document.createElement('progress');
    bar.value = m.fraction;
    bar.setAttribute('aria-label', Math.floor(m.fraction * 100) + ' %');
    state.append(' ' + Math.floor(m.fraction * 100) + ' % ', bar);
  }
  if (m.quiet) state.append(' (not heard of since ' + m.heardAt.slice(11, 16) + ')');
  cell(m.rule);
  cell(m.address);
  cell(m.reason || m.label);
  const actions = cell('');
  if (m.hasLog) actions.append(button('Log', () => log(m)), ' ');
  if (['failed', 'ready', 'firstboot', 'installing', 'chosen'].includes(m.state)) actions.append(button(m.state === 'failed' ? 'Retry' : 'Install again', () => retry(m)));
  return tr;
}
function button(label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}
async function retry(m) {
  const name = m.hostname || m.macs[0] || m.id;
  if (m.state !== 'failed' && !confirm(name + ' is ' + (words[m.state] || m.state) + '. Its next boot from the network would overwrite the CognOS on its disk. Install it again?')) return;
  const answer = await fetch('/v1/machines/' + encodeURIComponent(m.id) + '/retry', { method: 'POST', headers: { ...headers(), 'Content-Type': 'application/json' }, body: '{}' });
  if (!answer.ok) problem((await answer.json()).error);
  await refresh();
}
async function log(m) {
  const answer = await fetch('/v1/machines/' + encodeURIComponent(m.id) + '/log', { headers: headers() });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = (m.hostname || m.id) + '.log';
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10000);
}
for (const id of ['csv', 'json']) by(id).addEventListener('click', async (event) => {
  if (!token()) return;
  event.preventDefault();
  const answer = await fetch(by(id).getAttribute('href'), { headers: headers() });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = by(id).download;
  link.click();
});
by('door').addEventListener('submit', (event) => { event.preventDefault(); sessionStorage.setItem('token', by('token').value.trim()); by('token').value = ''; void refresh(); });
by('filters').addEventListener('input', () => { if (rollout) draw(); });
by('filters').addEventListener('submit', (event) => { event.preventDefault(); });
void refresh();
setInterval(() => { if (!document.hidden && by('door').hidden) void refresh(); }, 3000);
`;
