import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A unix socket that QEMU is about to create: tries until it is there. Rejects after `timeoutMs`. */
export async function connectUnix(path: string, timeoutMs = 10_000): Promise<Socket> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await connectOnce(path);
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

function connectOnce(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // A power cut resets the connection; whoever waits hears of it through 'close'.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
