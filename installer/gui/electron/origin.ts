/** The one place that the window shows, and what may be said about addresses. Pure: the tests need no Electron. */
export const scheme = 'cognos';
export const startPage = `${scheme}://app/`;

/** Whether an address is of our own pages. Everything else is neither loaded, nor navigated to, nor answered. */
export function isOurs(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === `${scheme}:` && url.host === 'app' && url.username === '' && url.password === '';
}

/** No inline script, no inline style, nothing from elsewhere; `connect-src` is for the translations, which are loaded when needed. */
export const contentPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self' data:", "connect-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');
