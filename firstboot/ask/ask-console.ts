/** `cognos-firstboot ask-console TERMINAL`: the form on the terminal that systemd gave this process (stdin, stdout). */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CommandError, type Host } from '../../shared/system/host.ts';
import { askBrowserPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { awaitOutcome, isAnswered, readAsked, submit } from './asking.ts';
import { fillIn, type ConsoleForm } from './console-form.ts';
import { editLines, type Terminal } from './line-editor.ts';
import type { Answers } from './question.ts';

export interface AskConsoleOptions {
  host: Host;
  terminal: Terminal;
  /** "tty1", "ttyS0". */
  name: string;
  pollMilliseconds?: number;
}

/** Resolves when this machine's questions are answered, here or elsewhere; rejects when the terminal is gone. */
export async function askConsole({ host, terminal, name, pollMilliseconds = 1000 }: AskConsoleOptions): Promise<void> {
  const say = (text: string): void => { terminal.write(`${text}\n`); };
  const over = new AbortController();
  const pause = (): Promise<void> => setTimeout(pollMilliseconds, undefined, { signal: over.signal });
  const asked = await readAsked(host);
  if (!asked || await isAnswered(host)) return say('The questions about this machine have been answered.');
  const dead = Promise.withResolvers<never>();
  const editor = editLines(terminal, () => { dead.reject(new Error('the terminal was hung up')); });
  const isScreen = /^tty\d+$/.test(name);
  const questions = asked.questions.filter(({ screenOnly }) => isScreen || !screenOnly);
  say(introduction(asked.hostname, name));
  const form: ConsoleForm = { host, editor, say, questions, useKeyboard: (layout) => useKeyboard(host, layout, say) };
  // While our own answers are being applied, nobody else can have been first.
  const own = { submitted: false };
  const contenders = [answerHere(form, own, pause), watchOthers(host, editor.notice, own, pause), dead.promise];
  try {
    say(await Promise.race(contenders));
  } finally {
    over.abort(); // The loser stops at its next look.
    await Promise.allSettled([contenders[1]]);
  }
}

function introduction(hostname: string, name: string): string {
  return [
    '', `CognOS first boot on ${hostname} (${name})`, '',
    'Some things about this machine are still open, so it asks for them here.',
    'Type an answer and press Enter. Enter alone takes what stands in [brackets].',
    '< and Enter goes back one question. Ctrl-L writes the line again.',
    'Nothing is changed before you have seen all answers and written apply.',
  ].join('\n');
}

async function answerHere(form: ConsoleForm, own: { submitted: boolean }, pause: () => Promise<void>): Promise<string> {
  let answers: Answers = {};
  for (;;) {
    answers = await fillIn(form, answers);
    const id = randomUUID();
    form.say('\nApplying your answers...');
    own.submitted = await submit(form.host, { id, answers });
    if (!own.submitted) return elsewhere;
    const outcome = await awaitOutcome(form.host, id, pause);
    if (outcome.ok) return `Done.${answers.user === undefined ? '' : ` You can log in as ${answers.user} now.`} The setup of this machine goes on by itself;\n\`cognos-firstboot status\` shows how far it is.\n`;
    own.submitted = false;
    form.say(`Your answers could not be applied: ${outcome.sentence}\nPlease look at them again.`);
  }
}

const elsewhere = '\nThe questions have just been answered elsewhere (another console or a browser).\nNothing more is asked here; the login prompt follows.\n';

/** Says so when somebody else was first, and where the browser form is, each time that changes. */
async function watchOthers(host: Host, notice: (text: string) => void, own: { submitted: boolean }, pause: () => Promise<void>): Promise<string> {
  let shown = '';
  for (;;) {
    await pause();
    if (own.submitted) continue;
    if (await isAnswered(host)) return elsewhere;
    const browser = await readIfThere(host, askBrowserPath) ?? '';
    if (browser === shown) continue;
    shown = browser;
    if (browser !== '') notice(browserNotice(JSON.parse(browser) as BrowserPlace));
  }
}

/** What ask-network writes for the terminals. */
export interface BrowserPlace { urls: string[]; pin: string; fingerprint: string }

function browserNotice({ urls, pin, fingerprint }: BrowserPlace): string {
  return [
    'You can answer in a browser instead:', ...urls.map((url) => `  ${url}`), `  PIN ${pin.slice(0, 3)} ${pin.slice(3)}`,
    '  The browser warns about the certificate, for this machine made it itself.', '  Its SHA-256 is',
    ...fingerprint.match(/.{1,48}/g)?.map((part) => `  ${part}`) ?? [], '',
  ].join('\n');
}

/** Of this screen only; the file is root's, and written when the answers are applied. */
async function useKeyboard(host: Host, layout: string, say: (text: string) => void): Promise<void> {
  try {
    const map = await host.run('ckbcomp', ['-layout', layout, '-model', 'pc105']);
    await host.run('loadkeys', ['--quiet', '-'], { stdin: map });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say('This screen could not take the layout now; it has it from the next start on.\nUntil then the keys are as before.');
  }
}
