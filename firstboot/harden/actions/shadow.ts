/** /etc/shadow as data (shadow(5)): who has a password that can be used, and how long. */
import type { Host } from '../../../shared/system/host.ts';

export interface ShadowEntry {
  name: string;
  /** Neither empty nor locked. */
  hasPassword: boolean;
  locked: boolean;
  /** Days; NaN where nothing is said. `changed` since 1970. */
  changed: number;
  min: number;
  max: number;
  warn: number;
  inactive: number;
}

export async function readShadow(host: Host): Promise<ShadowEntry[]> {
  return (await host.readFile('/etc/shadow')).split('\n').filter((line) => line.includes(':')).map((line) => {
    const [name = '', hash = '', ...numbers] = line.split(':');
    const [changed = NaN, min = NaN, max = NaN, warn = NaN, inactive = NaN] = numbers.map((number) => (number === '' ? NaN : Number(number)));
    return { name, hasPassword: hash !== '' && !/^[!*]/.test(hash), locked: /^[!*]/.test(hash), changed, min, max, warn, inactive };
  });
}
