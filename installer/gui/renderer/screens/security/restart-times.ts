/** When a machine may restart for its updates: every half hour of a day, and never. Pure. */

export function restartTimes(chosen: string): string[] {
  const times = Array.from({ length: 48 }, (_, index) => `${two(Math.floor(index / 2))}:${index % 2 === 0 ? '00' : '30'}`);
  // One that a user-data file brought is kept, whatever its minute.
  return chosen === 'never' || times.includes(chosen) ? times : [...times, chosen].sort();
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Making one takes longer than a day of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** As the language writes times of day. */
export function sayTime(time: string, language: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  formats.set(language, format);
  return format.format(new Date(Date.UTC(2026, 0, 1, hours, minutes)));
}
