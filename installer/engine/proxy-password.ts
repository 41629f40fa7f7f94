/**
 * The password in a proxy's address. In the answers a reference stands for it, as for wireless keys; who typed it sees it as
 * long as that window is open, so that the text does not change under the fingers, and everybody else sees that there is one.
 */
import { secretReference } from '../../shared/system/secrets.ts';

export const proxyPassword = 'network.proxy';
const reference = secretReference(proxyPassword);
const mask = '••••';

/** `http://ada:secret@proxy:3128`, and what is on the way to it: `http://ada:secr`, but not `http://proxy:3128`. */
const form = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/@:[]*:)(?!\/\/)(?:(.+)(@[^@]*)|((?!@|\d*(?:\/|$)).+))$/is;

export interface Concealed {
  proxy: string;
  password?: string;
  /** Said just now, and not sent back as it was shown. */
  isNew: boolean;
}

/** What was shown of a password in its place is the password that was known. */
export function concealProxy(proxy: string, known: ReadonlyMap<string, string>): Concealed {
  const [, before = '', complete, behind = '', begun = ''] = form.exec(proxy) ?? [];
  const said = complete ?? begun;
  if (said === '') return { proxy, isNew: false };
  const isNew = said !== mask && said !== reference;
  if (isNew && /[⟦⟧]/.test(said)) throw new Error('the marks ⟦ and ⟧ cannot be used in a password');
  const password = isNew ? said : known.get(proxyPassword);
  return { proxy: `${before}${password === undefined ? '' : reference}${behind}`, ...(password === undefined ? {} : { password }), isNew };
}

/** @param password of who may see it */
export function showProxy(text: string, password?: string): string {
  return text.replaceAll(reference, () => password ?? mask);
}

/** Any text that the whole address was put into. */
export function withoutPassword(text: string, known: ReadonlyMap<string, string>): string {
  const password = known.get(proxyPassword);
  return password === undefined ? showProxy(text) : showProxy(text).replaceAll(`:${password}`, () => `:${mask}`);
}
