/** What somebody typed as a service for the firewall: as the spec writes it, or why it is none. Pure. */
import { nearest } from '../../../../../shared/spec/nearest.ts';

export type TypedService =
  | { service: string }
  | { refused: 'empty' | 'known' | 'port' }
  /** `near` is a service that it may have been meant as. */
  | { refused: 'name'; near?: string };

/** @param there what the firewall lets in already */
export function readService(typed: string, services: readonly string[], there: readonly string[]): TypedService {
  const text = typed.trim().toLowerCase();
  if (text === '') return { refused: 'empty' };
  const service = /^\d/.test(text) ? readPort(text) : services.find((name) => name === text);
  if (service !== undefined) return there.includes(service) ? { refused: 'known' } : { service };
  if (/^\d/.test(text)) return { refused: 'port' };
  const near = nearest(text, services);
  return { refused: 'name', ...(near === undefined ? {} : { near }) };
}

/** `8080`, `8080 udp`, `8080/tcp`: without a protocol nearly always TCP is meant. */
function readPort(text: string): string | undefined {
  const [, digits = '', protocol = 'tcp'] = /^(\d{1,5})(?:\s*[/\s:-]\s*(tcp|udp))?$/.exec(text) ?? [];
  const port = Number(digits);
  return digits !== '' && port >= 1 && port <= 65_535 ? `${port}/${protocol}` : undefined;
}
