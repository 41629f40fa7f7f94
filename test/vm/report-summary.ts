/** A few lines of /var/lib/cognos/report.json for a person. Fields that are not there are left out. */
export function summariseReport(text: string): string[] {
  const report = JSON.parse(text) as Record<string, unknown>;
  return Object.entries(report).map(([key, value]) => `  ${key}: ${shorten(value)}`);
}

function shorten(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}
