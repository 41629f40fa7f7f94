/**
 * Words and numbers without quotes that YAML 1.2, which is what a spec is written in, and YAML 1.1, which is what
 * cloud-init's own reader takes (PyYAML's resolver), understand differently. Guessing which was meant is how
 * a keyboard `no` becomes false and a file mode 0644 becomes 644.
 */
const explanations: [form: RegExp, message: (source: string) => string][] = [
  [/^(yes|Yes|YES|on|On|ON)$/, (source) => `${source} without quotes is a word to YAML 1.2 and true to cloud-init; write true, or "${source}" for the word`],
  [/^(no|No|NO|off|Off|OFF)$/, (source) => `${source} without quotes is a word to YAML 1.2 and false to cloud-init; write false, or "${source}" for the word`],
  [/^[-+]?0[0-7_]*[0-7]$/, (source) => `${source} without quotes is ${Number(source)} to YAML 1.2 and an octal number to cloud-init; write "${source}" for text such as a file mode`],
  [/^0o[0-7]+$/, (source) => `${source} without quotes is ${Number(source)} to YAML 1.2 and a word to cloud-init; write "${source}" for text such as a file mode`],
  [/^[-+]?(\.\d+|\d+(\.\d*)?)[eE][-+]?\d+$/, (source) => `${source} without quotes is a number to YAML 1.2 and may be a word to cloud-init; write the number out, or "${source}" for the word`],
  [/^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/, (source) => `${source} without quotes is text to YAML 1.2 and a number in base 60 to cloud-init; write "${source}"`],
  [/^[-+]?(0b[01_]+|[1-9][0-9]*_[0-9_]*)$/, (source) => `${source} without quotes is text to YAML 1.2 and a number to cloud-init; write the number in plain digits, or "${source}" for the text`],
];

/** The sentence about it; undefined for everything that both read alike. */
export function ambiguity(source: string): string | undefined {
  if (source.length > 40) return undefined;
  return explanations.find(([form]) => form.test(source))?.[1](source);
}
