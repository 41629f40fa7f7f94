/** What a request is answered with. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  type?: string;
  body?: string;
}

export function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` };
}

export function text(body: string, type = 'text/plain; charset=utf-8'): Answer {
  return { status: 200, type, body };
}

/** A refusal in one sentence: for programs by its status, for people by its words. */
export function refuse(status: number, error: string, headers: Record<string, string> = {}): Answer {
  return { ...json({ error }, status), headers };
}
