/** What the window asked, read as if a stranger had sent it. */
import { readRequest, type Refusal } from '../../../shared/protocol/read-message.ts';
import type { Verb } from '../../../shared/protocol/request.ts';

export type AskedVerb = { ok: true; verb: Verb } | { ok: false; error: Refusal };

/** By the same schema as the engine's own check. `hello` is this process's to say: it has the token, the window has not. */
export function askedVerb(value: unknown): AskedVerb {
  const text = asText(value);
  if (text === undefined) return refuse('a message is one JSON object');
  const reading = readRequest(text);
  if (!reading.ok) return { ok: false, error: reading.error };
  const { id: _id, ...verb } = reading.request;
  return verb.type === 'hello' ? refuse('hello is not for the window to say') : { ok: true, verb };
}

function asText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  try {
    return JSON.stringify({ ...value, id: 1 });
  } catch {
    return undefined; // A structured clone may hold what JSON cannot: cycles, BigInts.
  }
}

function refuse(message: string): AskedVerb {
  return { ok: false, error: { code: 'bad-message', message } };
}
