/** The licences of everything that is in the packages, from the sources themselves. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of llama.cpp's tree; parts in the public domain (stb_image, miniaudio, subprocess.h, SHA-1) ask for nothing. */
const licences: readonly (readonly [part: string, file: string])[] = [
  ['llama.cpp and ggml', 'LICENSE'],
  ['nlohmann/json', 'licenses/LICENSE-jsonhpp'],
  ['cpp-httplib', 'vendor/cpp-httplib/LICENSE'],
  ['xxHash', 'vendor/hash/xxhash/LICENSE'],
  ['SHA-256', 'vendor/hash/sha256/LICENSE'],
  ['rotate-bits', 'vendor/hash/rotate-bits/LICENSE.md'],
];

export async function copyrightText(source: string, publisherLicence: string): Promise<string> {
  const texts = licences.map(async ([part, file]) => section(part, await readFile(join(source, file), 'utf8')));
  return [...await Promise.all(texts), section('node-llama-cpp, which compiled the libraries', await readFile(publisherLicence, 'utf8'))].join('\n\n');
}

function section(title: string, text: string): string {
  return `${title}\n${'='.repeat(title.length)}\n\n${text.trim()}\n`;
}
