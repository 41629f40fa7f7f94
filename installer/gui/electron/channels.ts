/** Names of the messages between the two halves of Electron, which share nothing else. */
export const channels = { ask: 'cognos:ask', news: 'cognos:news', subscribe: 'cognos:subscribe', reconnect: 'cognos:reconnect' } as const;
