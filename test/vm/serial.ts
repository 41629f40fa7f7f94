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
    this.#socket.write(`${text}\r`);
  }

  close(): void {
    this.#socket.destroy();
  }
}
