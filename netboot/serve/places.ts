/** Where the server keeps what it knows: a folder for root only. */
export const defaultFolder = '/var/lib/cognos-netboot';
export const defaultPort = 8480;

export const statePath = (folder: string): string => `${folder}/rollout.sqlite`;
/** What event tokens are made of. */
export const keyPath = (folder: string): string => `${folder}/event-key`;
export const adminTokenPath = (folder: string): string => `${folder}/admin-token`;
export const lockPath = (folder: string): string => `${folder}/lock`;
/** While the terminal shows the table. */
export const logPath = (folder: string): string => `${folder}/serve.log`;
