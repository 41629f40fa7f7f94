/** X-CognOS-Signature: by it a receiver knows the sender (README, "Looking at a first boot"). */
import { createHmac } from 'node:crypto';

/** @param timestamp seconds since 1970, as X-CognOS-Timestamp has them */
export function signatureOf(secret: string, timestamp: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}
