/** A virtual machine that did not do what was waited for; the message ends with its last serial lines. */
export class VmError extends Error {
  constructor(message: string, serialTail: readonly string[] = [], cause?: unknown) {
    const tail = serialTail.length ? `\nLast serial lines:\n${serialTail.map((line) => `  | ${line}`).join('\n')}` : '';
    super(`${message}${tail}`, { cause });
    this.name = 'VmError';
  }
}
