/** What QEMU's sound card has played so far, by how loud it was. */
import { open, stat } from 'node:fs/promises';

/** 44.1 kHz, 16 bit, stereo, as `sound` of qemu.ts says. */
const bytesPerSecond = 44_100 * 4;
const headerBytes = 44;

export interface Played {
  /** Where the next look goes on. */
  end: number;
  /** Root mean square of each whole tenth of a second, of 32767 at most. The guest's silence between words counts, its closed device does not. */
  tenths: number[];
}

/** @param from an `end` from before; 0 for everything */
export async function playedSince(file: string, from: number): Promise<Played> {
  const { size } = await stat(file);
  const begin = Math.max(headerBytes, from);
  const step = bytesPerSecond / 10;
  const count = Math.max(0, Math.floor((size - begin) / step));
  const samples = await read(file, begin, count * step);
  const tenths = Array.from({ length: count }, (_, index) => loudness(samples.subarray(index * step / 2, (index + 1) * step / 2)));
  return { end: begin + count * step, tenths };
}

/** Speech is loud and quiet by turns; a beep or a hum is one or the other. */
export function isSpeech({ tenths }: Played): boolean {
  const [loud, quiet] = [tenths.filter((rms) => rms > 500), tenths.filter((rms) => rms < 100)];
  return loud.length >= 10 && quiet.length >= 3 && new Set(loud).size >= loud.length / 2;
}

function loudness(samples: Int16Array): number {
  return Math.round(Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)));
}

async function read(file: string, at: number, length: number): Promise<Int16Array> {
  const handle = await open(file);
  try {
    const bytes = Buffer.alloc(length);
    await handle.read(bytes, 0, length, at);
    return new Int16Array(bytes.buffer, bytes.byteOffset, length / 2);
  } finally {
    await handle.close();
  }
}
