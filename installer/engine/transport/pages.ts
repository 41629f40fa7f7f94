/** The few pages that are not the wizard: without script, without style, readable as they are. */
const frame = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>CognOS: ${title}</title></head>
<body><main><h1>${title}</h1>${body}</main></body></html>
`;

export const pages = {
  refused: (sentence: string): string => frame('Not from there', `<p>${sentence}</p>`),
  enter: (): string => frame('Opening the wizard', '<p><a href="/">Go on</a></p>'),
  notKnown: (): string => frame('Not let in', '<p>Open the wizard by the address that the installer printed. Each address lets one window in; the newest one counts.</p>'),
  noGui: (folder: string): string => frame('No wizard here', `<p>The engine runs, and there is no wizard in ${folder}: build it with <code>npm run build</code>, or give its folder with <code>--gui</code>.</p>`),
  nothing: (): string => frame('Nothing here', '<p>There is only <a href="/">the wizard</a>.</p>'),
  pin: (words = ''): string => frame('CognOS installer', `${words === '' ? '' : `<p role="alert"><strong>${words}</strong></p>`}
<form method="post" action="/pin"><p><label for="pin">The PIN that stands on the console of the machine</label></p>
<p><input id="pin" name="pin" inputmode="numeric" autocomplete="off" maxlength="9" required autofocus> <button>Continue</button></p></form>
<p>The console also shows the fingerprint of this page’s certificate: compare it with what your browser shows.</p>`),
};
