/**
 * What the answers get of a typed pass phrase. WPA2: the key that it makes of the phrase and the network's name, which opens
 * that one network and tells nobody the phrase, which people use elsewhere too. WPA3 needs the phrase itself.
 */
export async function wirelessKey(phrase: string, { ssid, wpa3 }: { ssid: string; wpa3: boolean }): Promise<string> {
  // A key already, or too short to be a phrase: for the engine to judge.
  if (wpa3 || /^[0-9a-f]{64}$/i.test(phrase) || !/^[\x20-\x7e]{8,63}$/.test(phrase)) return phrase;
  const text = new TextEncoder();
  const base = await crypto.subtle.importKey('raw', text.encode(phrase), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: text.encode(ssid), iterations: 4096 }, base, 256);
  return [...new Uint8Array(bits)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
