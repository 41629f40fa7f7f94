/** A QMP client: QEMU's control channel on a unix socket. */
import type { Socket } from 'node:net';
import { connectUnix } from './connect.ts';
import { createQmpDecoder, encodeQmp, type QmpEvent, type QmpMessage } from './qmp-framing.ts';
import { VmError } from './vm-error.ts';

interface Waiter {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

export class QmpClient {
  /** Every event so far, oldest first, e.g. `{event: 'SHUTDOWN', data: {guest: true, reason: 'guest-reset'}}`. */
  readonly events: QmpEvent[] = [];
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiter>();
  readonly #listeners = new Set<(event: QmpEvent) => void>();
  readonly #greeted = Promise.withResolvers<void>();
  #lastId = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    const decoder = createQmpDecoder((message) => this.#take(message));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => decoder.push(String(chunk)));
    socket.once('close', () => this.#fail());
    this.#greeted.promise.catch(() => undefined);
  }

  /** Connects and leaves capabilities negotiation, after which commands are accepted. */
  static async connect(path: string): Promise<QmpClient> {
    const client = new QmpClient(await connectUnix(path));
    await client.#greeted.promise;
    await client.execute('qmp_capabilities');
    return client;
  }

  /** What the command returns. Rejects with QEMU's own error class and words. */
  execute(command: string, args?: Record<string, unknown>): Promise<unknown> {
    if (this.#socket.destroyed) return Promise.reject(new VmError(`QEMU is gone: ${command} could not be sent.`));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(encodeQmp(id, command, args));
    });
  }

  onEvent(listener: (event: QmpEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The next event of this name that `matches`, past ones included when they came after `since` in `events`. */
  waitForEvent(name: string, timeoutMs: number, matches: (event: QmpEvent) => boolean = () => true, since = 0): Promise<QmpEvent> {
    const fits = (event: QmpEvent) => event.event === name && matches(event);
    const past = this.events.slice(since).find(fits);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { stop(); reject(new VmError(`QEMU reported no ${name} within ${timeoutMs / 1000} s.`)); }, timeoutMs);
      const stop = this.onEvent((event) => {
        if (!fits(event)) return;
        clearTimeout(timer);
        stop();
        resolve(event);
      });
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(message: QmpMessage): void {
    if (message.kind === 'greeting') return this.#greeted.resolve();
    if (message.kind === 'event') {
      this.events.push(message.event);
      for (const listener of [...this.#listeners]) listener(message.event);
      return;
    }
    const waiter = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'error') waiter?.reject(new VmError(`QEMU refused: ${message.message}`));
    else waiter?.resolve(message.value);
  }

  #fail(): void {
    const error = new VmError('QEMU ended before it answered.');
    this.#greeted.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
