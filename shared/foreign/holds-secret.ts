/** What text that everyone may read must not hold. What is found is not repeated. */
const secrets = /\bchpasswd\b|\bopenssl\s+passwd\b|PRIVATE KEY-----|(?<!NO)(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|activation[_-]?key)["']?\s*[=:]\s*["']?[^\s"'$]|\bAuthorization:\s*\S|\bBearer\s+\S|:\/\/[^\s/:@]+:[^\s/@]+@|--activationkey/i;
/** A program, and an option of it later in the line. Apart, as one pattern would look through the line again from each program in it. */
const options: [program: RegExp, option: RegExp][] = [
  [/\bpasswd\b/i, /--stdin/i], [/\b(?:usermod|useradd)\b/i, /\s(?:-p|--password)\b/i], [/\bcurl\b/i, /\s(?:-u|--user)\b/i], [/\bmysql\b/i, /\s-p\S/i],
];

/** A command or a script with a password, a key or a token in it, as far as one can tell. */
export function holdsSecret(text: string): boolean {
  const lines = text.split('\n');
  return secrets.test(text) || lines.some((line, index) => options.some(([program, option]) => {
    const at = program.exec(line);
    // A word at the very start of the next line may be an option, too.
    return at !== null && option.test(`${line.slice(at.index + at[0].length)}\n${/^\S*/.exec(lines[index + 1] ?? '')?.[0] ?? ''}`);
  }));
}
