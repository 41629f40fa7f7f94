/** The serial console on a unix socket; QEMU itself keeps the complete log file, also after we are gone. */
import type { Socket } from 'node:net';
import { connectUnix } from './connect.ts';
import { SerialText } from './serial-text.ts';

export class Serial extends SerialText {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => this.push(String(chunk)));
    socket.once('close', () => this.end('QEMU ended; nothing more comes from the serial console.'));
  }

  static async connect(path: string): Promise<Serial> {
    return new Serial(await connectUnix(path));
  }

  /** Types a line and Enter. */
  sendLine(text: string): void {
    this.send(`${text}\r`);
  }

  /** Types keys, as a terminal sends them. */
  send(keys: string): void {
    this.#socket.write(keys);
  }

  /** Everything that comes from now on, escapes and all. */
  onData(listener: (chunk: string) => void): () => void {
    this.#socket.on('data', listener);
    return () => this.#socket.off('data', listener);
  }

  close(): void {
    this.#socket.destroy();
  }
}
