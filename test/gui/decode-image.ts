/** PNGs to pixels, by the browser that is there anyway. */
import type { Browser } from 'playwright-core';
import type { Pixels } from './pixels.ts';

export type Decode = (png: Buffer) => Promise<Pixels>;

export async function openDecoder(browser: Browser): Promise<Decode> {
  const page = await browser.newPage();
  return async (png) => {
    const { data, ...size } = await page.evaluate<{ width: number; height: number; data: string }>(`(${decoding})('data:image/png;base64,${png.toString('base64')}')`);
    return { ...size, data: Buffer.from(data, 'base64') };
  };
}

const decoding = `async (url) => {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  return { width, height, data: new Uint8Array(data.buffer).toBase64() };
}`;
