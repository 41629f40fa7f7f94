/** What text that everyone may read must not hold. What is found is not repeated. */
const secrets = /\bpasswd\b[^\n]*--stdin|\bchpasswd\b|\b(?:usermod|useradd)\b[^\n]*\s(?:-p|--password)\b|\bopenssl\s+passwd\b|PRIVATE KEY-----|(?<!NO)(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|activation[_-]?key)["']?\s*[=:]\s*["']?[^\s"'$]|\bcurl\b[^\n]*\s(?:-u|--user)\b|\bmysql\b[^\n]*\s-p\S|\bAuthorization:\s*\S|\bBearer\s+\S|:\/\/[^\s/:@]+:[^\s/@]+@|--activationkey/i;

/** A command or a script with a password, a key or a token in it, as far as one can tell. */
export function holdsSecret(text: string): boolean {
  return secrets.test(text);
}
