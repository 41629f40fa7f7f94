/** Bytes in order, little endian, never past the end. */
import { GgufError } from './gguf-error.ts';

export class ByteReader {
  offset = 0;
  private readonly view: DataView;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** Refused beyond `most`, which also keeps it within what a number holds exactly. */
  u64(most: number, what: string): number {
    const value = this.view.getBigUint64(this.advance(8), true);
    if (value > BigInt(most)) throw new GgufError(`${what} is ${value}, more than the ${most} that are accepted`);
    return Number(value);
  }

  f64(bytes: 4 | 8): number {
    const at = this.advance(bytes);
    return bytes === 4 ? this.view.getFloat32(at, true) : this.view.getFloat64(at, true);
  }

  integer(bytes: 1 | 2 | 4 | 8, signed: boolean): number | string {
    const at = this.advance(bytes);
    switch (bytes) {
      case 1: return signed ? this.view.getInt8(at) : this.view.getUint8(at);
      case 2: return signed ? this.view.getInt16(at, true) : this.view.getUint16(at, true);
      case 4: return signed ? this.view.getInt32(at, true) : this.view.getUint32(at, true);
      case 8: return String(signed ? this.view.getBigInt64(at, true) : this.view.getBigUint64(at, true));
    }
  }

  text(most: number, what: string): string {
    const length = this.u64(most, `the length of ${what}`);
    const at = this.advance(length);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.bytes.subarray(at, at + length));
    } catch {
      throw new GgufError(`${what} is not UTF-8`);
    }
  }

  skip(bytes: number): void {
    this.advance(bytes);
  }

  private advance(bytes: number): number {
    const at = this.offset;
    if (at + bytes > this.bytes.length) throw new GgufError('the header is cut short or larger than is accepted');
    this.offset = at + bytes;
    return at;
  }
}
