/** Bytes of a keyboard -> keys. Knows what VT100, VT220, the Linux console, xterm and rxvt send for the same key. */

export interface Key {
  /** `text`, `enter`, `up`, `f1`, `ctrl-l`… */
  name: string;
  /** What was typed or pasted, for `text`. */
  text: string;
}

export interface KeyReader {
  /** Keys that are complete with it. */
  read(bytes: string): Key[];
  /** An escape waits for what may follow it: nothing came, so it was the Esc key. */
  flush(): Key[];
  readonly waits: boolean;
}

const finals: Record<string, string> = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', Z: 'backtab', P: 'f1', Q: 'f2', R: 'f3', S: 'f4', M: 'enter' };
/** ESC [ NUMBER ~ */
const numbers: Record<string, string> = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end',
  11: 'f1', 12: 'f2', 13: 'f3', 14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
};
/** ESC [ [ LETTER: the Linux console. */
const linux: Record<string, string> = { A: 'f1', B: 'f2', C: 'f3', D: 'f4', E: 'f5' };
const controls: Record<string, string> = { '\t': 'tab', '\r': 'enter', '\n': 'enter', '\u007f': 'backspace', '\b': 'backspace' };

const sequence = /^\u001b(?:\[\[([A-E])|\[([\d;?<>=]*)([@-~])|O([ -~]))/;
const beginning = /^\u001b(?:\[(?:\[|[\d;?<>=]*)?|O)?$/;

export function keyReader(): KeyReader {
  let rest = '';
  let afterReturn = false;
  const one = (name: string, text = ''): Key => ({ name, text });

  function next(): Key | undefined {
    const [first = ''] = rest;
    if (first === '\u001b') return escape();
    const text = /^[^\p{Cc}]+/u.exec(rest)?.[0];
    if (text !== undefined) return take(text.length, one('text', text));
    // A terminal that sends CR LF means one Enter.
    const isSecond = first === '\n' && afterReturn;
    const name = controls[first] ?? (first < ' ' ? `ctrl-${String.fromCharCode(first.charCodeAt(0) + 96)}` : 'unknown');
    const key = take(1, one(isSecond ? 'unknown' : name));
    afterReturn = first === '\r';
    return key;
  }

  function take(length: number, key: Key): Key {
    rest = rest.slice(length);
    afterReturn = false;
    return key;
  }

  /** Undefined: more of it may come. */
  function escape(): Key | undefined {
    const match = sequence.exec(rest);
    if (match) {
      const [whole, console, parameters = '', final = '', single] = match;
      const name = console ? linux[console] : single ? finals[single] : final === '~' ? numbers[parameters.split(';')[0] ?? ''] : finals[final];
      return take(whole.length, one(name ?? 'unknown'));
    }
    if (beginning.test(rest)) return undefined;
    if (/^\u001b\p{Cc}/u.test(rest)) return take(1, one('escape'));
    // Alt with a key means nothing here; the key alone would surprise.
    return take(2, one('unknown'));
  }

  return {
    get waits() { return rest !== ''; },
    read(bytes) {
      rest += bytes;
      const keys: Key[] = [];
      while (rest !== '') {
        const key = next();
        if (!key) break;
        if (key.name !== 'unknown') keys.push(key);
      }
      return keys;
    },
    flush() {
      const wasAlone = rest === '\u001b';
      rest = '';
      return wasAlone ? [one('escape')] : [];
    },
  };
}
