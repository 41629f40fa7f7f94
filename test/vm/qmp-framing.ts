/** QMP's wire format: one JSON object a line (https://www.qemu.org/docs/master/interop/qmp-spec.html). */
import { createLineSplitter } from './lines.ts';

export interface QmpEvent {
  event: string;
  data: Record<string, unknown>;
}

export type QmpMessage =
  | { kind: 'greeting' }
  | { kind: 'event'; event: QmpEvent }
  | { kind: 'return'; id: number; value: unknown }
  | { kind: 'error'; id: number; message: string };

export interface QmpDecoder {
  push(chunk: string): void;
}

export function createQmpDecoder(onMessage: (message: QmpMessage) => void): QmpDecoder {
  return createLineSplitter((line) => {
    if (line.trim()) onMessage(decodeQmp(line));
  });
}

export function decodeQmp(line: string): QmpMessage {
  const message = JSON.parse(line) as {
    QMP?: unknown; event?: string; data?: Record<string, unknown>; id?: number; return?: unknown; error?: { class: string; desc: string };
  };
  if (message.QMP) return { kind: 'greeting' };
  if (message.event) return { kind: 'event', event: { event: message.event, data: message.data ?? {} } };
  const id = message.id ?? -1;
  if (message.error) return { kind: 'error', id, message: `${message.error.class}: ${message.error.desc}` };
  return { kind: 'return', id, value: message.return };
}

export function encodeQmp(id: number, execute: string, args?: Record<string, unknown>): string {
  return `${JSON.stringify({ execute, ...(args && { arguments: args }), id })}\n`;
}
