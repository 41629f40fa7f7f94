/**
 * Just enough of sh to tell a list of simple commands from everything else. What is not a list of simple commands
 * (variables, substitutions, conditions, loops, functions, here-documents) is named, not guessed at.
 */
export interface ShellWord {
  /** As written, quotes and all. */
  raw: string;
  /** Without the quotes. */
  text: string;
}

export interface Redirection { operator: string; target: ShellWord }
export interface SimpleCommand { words: ShellWord[]; redirections: Redirection[] }
/** Commands of one group are joined by what stands between them: `&&`, `||` or `|`. */
export interface ShellGroup { commands: SimpleCommand[]; joints: string[] }

/** A string says what stands there that is not a list of simple commands. */
export type ShellReading = ShellGroup[] | string;

/** Of what readShell says: that no shell would take it at all. */
export const isBroken = (said: string): boolean => /not closed|backslash|operator|without|nothing/.test(said);

const keywords = new Set(['if', 'then', 'else', 'elif', 'fi', 'for', 'while', 'until', 'do', 'done', 'case', 'esac', '{', '}', '!', 'function', 'select', '[[', '(', ')', 'eval', 'exec', 'set', 'export', '.', 'source', 'trap', 'exit', 'return']);

type Token = { kind: 'word'; word: ShellWord } | { kind: 'operator'; text: string };

export function readShell(text: string): ShellReading {
  const tokens = tokenise(text);
  if (typeof tokens === 'string') return tokens;
  const groups: ShellGroup[] = [];
  let group: ShellGroup = { commands: [], joints: [] };
  let command: SimpleCommand = { words: [], redirections: [] };
  const endCommand = (): void => {
    if (command.words.length > 0 || command.redirections.length > 0) group.commands.push(command);
    command = { words: [], redirections: [] };
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind === 'word') {
      command.words.push(token.word);
      continue;
    }
    if (/[<>]/.test(token.text)) {
      const next = tokens[index + 1];
      if (token.text.includes('<<')) return 'a here-document';
      if (next?.kind !== 'word') return 'a redirection to nothing';
      command.redirections.push({ operator: token.text, target: next.word });
      index += 1;
      continue;
    }
    if (token.text === '&') return 'a command in the background';
    if (/[()]/.test(token.text)) return 'a subshell or function';
    const empty = command.words.length === 0;
    endCommand();
    if (token.text === ';' || token.text === '\n') {
      if (group.commands.length > 0 && group.joints.length !== group.commands.length - 1) return 'an operator without a command after it';
      if (group.commands.length > 0) groups.push(group);
      group = { commands: [], joints: [] };
    } else if (empty) return `${token.text} without a command before it`;
    else group.joints.push(token.text);
  }
  endCommand();
  if (group.commands.length > 0) groups.push(group);
  if (group.joints.length !== Math.max(0, group.commands.length - 1)) return 'an operator without a command after it';
  return keywordIn(groups) ?? groups;
}

function keywordIn(groups: ShellGroup[]): string | undefined {
  for (const { words } of groups.flatMap(({ commands }) => commands)) {
    const first = words[0]?.raw ?? '';
    if (words.length === 0) return 'a redirection without a command';
    if (keywords.has(first)) return `the shell's own word ${first}`;
    if (/^[A-Za-z_]\w*=/.test(first)) return 'a variable';
  }
  return undefined;
}

function tokenise(text: string): Token[] | string {
  const tokens: Token[] = [];
  let raw = '';
  let plain = '';
  const endWord = (): void => {
    if (raw !== '') tokens.push({ kind: 'word', word: { raw, text: plain } });
    raw = '';
    plain = '';
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "'") {
      const end = text.indexOf("'", index + 1);
      if (end < 0) return 'a quote that is not closed';
      raw += text.slice(index, end + 1);
      plain += text.slice(index + 1, end);
      index = end;
    } else if (character === '"') {
      const quoted = doubleQuoted(text, index);
      if (typeof quoted === 'string') return quoted;
      raw += text.slice(index, quoted.end + 1);
      plain += quoted.text;
      index = quoted.end;
    } else if (character === '\\' && text.charAt(index + 1) === '\n') index += 1;
    else if (character === '\\') {
      if (index + 1 >= text.length) return 'a backslash at the end';
      raw += text.slice(index, index + 2);
      plain += text.charAt(index + 1);
      index += 1;
    } else if (character === '$' && /[\w({@*#?$!-]/.test(text.charAt(index + 1))) return text.charAt(index + 1) === '(' ? 'the output of another command' : 'a variable';
    else if (character === '`') return 'the output of another command';
    else if (/[ \t]/.test(character)) endWord();
    else if (character === '#' && raw === '') {
      // To the end of its line, whose own end still is one.
      const end = text.indexOf('\n', index);
      if (end < 0) break;
      index = end - 1;
    }
    else {
      const [operator] = /^(\d?>&\d|&>>?|\d?>>|\d?>\||\d?>|<<-?|\d?<|&&|\|\||;;|[;|&()\n])/.exec(text.slice(index)) ?? [];
      const isNumber = operator !== undefined && /^\d/.test(operator) && raw !== '';
      if (operator === undefined || isNumber) {
        raw += character;
        plain += character;
        continue;
      }
      endWord();
      index += operator.length - 1;
      if (/>&\d$/.test(operator)) tokens.push({ kind: 'operator', text: operator.slice(0, -1) }, { kind: 'word', word: { raw: operator.slice(-1), text: operator.slice(-1) } });
      else tokens.push({ kind: 'operator', text: operator });
    }
  }
  endWord();
  return tokens;
}

function doubleQuoted(text: string, start: number): { text: string; end: number } | string {
  let plain = '';
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') return { text: plain, end: index };
    if (character === '`') return 'the output of another command';
    if (character === '$' && /[\w({@*#?$!-]/.test(text.charAt(index + 1))) return text.charAt(index + 1) === '(' ? 'the output of another command' : 'a variable';
    if (character === '\\' && text.charAt(index + 1) === '\n') index += 1;
    else if (character === '\\' && /[$`"\\]/.test(text.charAt(index + 1))) {
      plain += text.charAt(index + 1);
      index += 1;
    } else plain += character;
  }
  return 'a quote that is not closed';
}
