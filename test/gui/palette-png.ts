/** PNGs of at most 256 colours: a screen of text as a third of the bytes, with colours that nobody tells apart put together. */
import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from './pixels.ts';

const most = 256;
/** Of 255, in the channel that is furthest off: from which distance on colours may be put together. */
const firstDistance = 2;

export function encodePng(pixels: Pixels): Buffer {
  const { width, height } = pixels;
  const { palette, indexOf } = reduceColours(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = indexOf.get(colourAt(pixels, y * width + x)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, each the number of a colour.
  header.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap((colour) => channels(colour)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/** The most frequent colour of a neighbourhood stands for all of it; neighbourhoods grow until 256 are enough. */
function reduceColours(pixels: Pixels): { palette: number[]; indexOf: Map<number, number> } {
  const frequent = [...count(pixels)].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  for (let near = firstDistance; ; near += 2) {
    const palette: number[] = [];
    const indexOf = new Map<number, number>();
    for (const colour of frequent) {
      let index = palette.findIndex((each) => distance(each, colour) < near);
      if (index < 0) index = palette.push(colour) - 1;
      if (index >= most) break;
      indexOf.set(colour, index);
    }
    if (indexOf.size === frequent.length) return { palette, indexOf };
  }
}

function count(pixels: Pixels): Map<number, number> {
  const counts = new Map<number, number>();
  for (let index = 0; index < pixels.width * pixels.height; index += 1) {
    const colour = colourAt(pixels, index);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

function colourAt({ data }: Pixels, index: number): number {
  return ((data[index * 4] ?? 0) << 16) | ((data[index * 4 + 1] ?? 0) << 8) | (data[index * 4 + 2] ?? 0);
}

function channels(colour: number): [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function distance(one: number, other: number): number {
  return Math.max(Math.abs((one >> 16) - (other >> 16)), Math.abs(((one >> 8) & 255) - ((other >> 8) & 255)), Math.abs((one & 255) - (other & 255)));
}
