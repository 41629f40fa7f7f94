/** What every part of a fetch works with. */
import type { Host } from '../../shared/system/host.ts';
import type { GgufSummary } from '../../shared/models/gguf/summarise-gguf.ts';
import type { DownloadSettings, Patience } from './download-settings.ts';
import type { DownloadUser } from './download-user.ts';
import type { Places } from './places.ts';

export interface FetchContext {
  host: Host;
  signal: AbortSignal;
  places: Places;
  settings: DownloadSettings;
  patience: Patience;
  user: DownloadUser | undefined;
  /** Looks at a file's header when it is `ready`, before anything loads it; throws GgufError. */
  inspect: (path: string, options: { ready: Promise<void>; signal: AbortSignal }) => Promise<GgufSummary>;
  warn: (message: string) => Promise<void>;
  onBytes: (done: number) => void;
  now: () => Date;
}
