/** Text of a stranger -> a request or a message of the protocol, or one sentence why it is neither. Never throws for what is in the text. */
import { Buffer } from 'node:buffer';
import type { Answers } from './answers.ts';
import { schemaErrors } from './compile-schema.ts';
import type { Request } from './request.ts';
import type { Message } from './snapshot.ts';

/** Of a request; snapshots go the other way and are as large as the machine is. */
export const mostRequestBytes = 1024 * 1024;

export interface Refusal { code: string; message: string; action?: string }
export type RequestReading = { ok: true; request: Request } | { ok: false; id: number; error: Refusal };

const repliesOf = new Set(['snapshot', 'changed', 'reply', 'answers']);

export function readRequest(text: string): RequestReading {
  if (text.length > mostRequestBytes || Buffer.byteLength(text) > mostRequestBytes) return refuse(undefined, 'too-large', `a message has at most ${mostRequestBytes} bytes`);
  const value = parse(text);
  if (!isMap(value)) return refuse(undefined, 'bad-message', 'a message is one JSON object');
  const { type, section } = value;
  if (typeof type !== 'string' || repliesOf.has(type)) return refuse(value, 'bad-message', 'a message says its verb under "type"');
  const fault = faultOf(type, value) ?? (type === 'answers.set' ? faultOf('answers', { [String(section)]: value['value'] }) : undefined);
  // The schema has just said so.
  return fault === undefined ? { ok: true, request: value as unknown as Request } : refuse(value, fault.startsWith('unknown verb') ? 'unknown-verb' : 'bad-message', fault);
}

/** What comes from an engine, for a client that does not trust its own process more than it must. */
export function readMessage(text: string): Message | undefined {
  const value = parse(text);
  return isMap(value) && ['snapshot', 'changed', 'reply'].includes(String(value['type'])) && faultOf(String(value['type']), value) === undefined ? value as unknown as Message : undefined;
}

/** As they were kept in a file; undefined when they are of another release, or not whole. */
export function readAnswers(value: unknown): Answers | undefined {
  const sections = ['welcome', 'network', 'storage', 'ai', 'you', 'security'];
  return isMap(value) && sections.every((section) => section in value) && faultOf('answers', value) === undefined ? value as unknown as Answers : undefined;
}

function faultOf(kind: string, value: unknown): string | undefined {
  const [error] = schemaErrors({ [kind]: value });
  if (!error) return undefined;
  const { keyword, instancePath, params } = error;
  const place = instancePath.split('/').slice(2).join('.').slice(0, 200);
  if (keyword === 'additionalProperties' && instancePath === '') return `unknown verb ${kind.slice(0, 40)}`;
  const words = keyword === 'additionalProperties' ? `unknown key ${String(params['additionalProperty']).slice(0, 40)}`
    : keyword === 'required' ? `${String(params['missingProperty'])} is missing` : `is refused by ${keyword}`;
  return `${kind}${place === '' ? '' : `: ${place}`}: ${words}`;
}

function refuse(value: Record<string, unknown> | undefined, code: string, message: string): RequestReading {
  const id = value?.['id'];
  // 0 is what nobody asked: a reply to something that could not be read.
  return { ok: false, id: typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : 0, error: { code, message } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
