/** How well a password holds out against guessing, and whether the rules of the hardening profiles take it. */
import { refusePassphrase } from '../../shared/spec/passphrase-rule.ts';
import { refusePassword } from '../../shared/account/password-rule.ts';
import type { PasswordJudgement } from '../../shared/protocol/request.ts';

type Check = (password: string, known: string[]) => { score: 0 | 1 | 2 | 3 | 4; feedback: { warning?: string | null; suggestions: string[] } };
let check: Promise<Check> | undefined;

/** Of a disk: guessed without end by whoever has it, and with two seconds of work for each guess. */
export async function judgePassphrase(text: string): Promise<PasswordJudgement> {
  const refusal = refusePassphrase(text);
  return { ...await strengthOf(text, ['cognos']), ...(refusal ? { refused: refusal.code, ...(refusal.values ? { values: refusal.values } : {}) } : {}) };
}

/** @param user part of nobody's password; its name is among the first to be tried */
export async function judgePassword(text: string, user = ''): Promise<PasswordJudgement> {
  const refusal = refusePassword(text, user);
  return {
    ...await strengthOf(text, user === '' ? [] : [user, 'cognos']),
    ...(refusal ? { refused: refusal.code, ...(refusal.values ? { values: refusal.values } : {}) } : {}),
  };
}

async function strengthOf(text: string, known: string[]): Promise<Pick<PasswordJudgement, 'score' | 'suggestions' | 'warning'>> {
  check ??= load();
  // Twice as much text takes four times as long, and 64 characters say enough.
  const { score, feedback } = (await check)(text.slice(0, 64), known);
  return { score, suggestions: feedback.suggestions, ...(feedback.warning ? { warning: feedback.warning } : {}) };
}

/** Two megabytes of words, read when the first password is typed and not when the engine starts. */
async function load(): Promise<Check> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-en')]);
  const estimator = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary }, graphs: common.adjacencyGraphs,
    // No translations: then warnings and suggestions are the ids that the screens translate.
  });
  return (password, known) => estimator.check(password, known);
}
