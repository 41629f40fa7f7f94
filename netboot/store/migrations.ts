/** The shape of the state, version by version; what a newer server has written is left alone. */
import type { DatabaseSync } from 'node:sqlite';
import { InstallerError, exitCodes } from '../../shared/errors.ts';

const migrations: readonly string[] = [
  `CREATE TABLE machines (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    reason TEXT,
    fraction REAL NOT NULL DEFAULT 0,
    label TEXT,
    attempt INTEGER NOT NULL DEFAULT 1,
    starts INTEGER NOT NULL DEFAULT 0,
    reset INTEGER NOT NULL DEFAULT 0,
    uuid TEXT, serial TEXT, asset TEXT, product TEXT, address TEXT, hostname TEXT,
    rule TEXT,
    spec_digest TEXT,
    token_hash TEXT, token_address TEXT, token_expires INTEGER, token_used INTEGER,
    seen_at INTEGER NOT NULL, heard_at INTEGER NOT NULL,
    waiting_at INTEGER, chosen_at INTEGER, started_at INTEGER, installed_at INTEGER, ended_at INTEGER
  ) STRICT;
  CREATE INDEX machines_by_state ON machines (state);
  CREATE TABLE macs (mac TEXT PRIMARY KEY, machine TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE) STRICT;
  CREATE INDEX macs_by_machine ON macs (machine);
  -- Long texts apart: a change of a row writes all of it.
  CREATE TABLE hardware (machine TEXT PRIMARY KEY REFERENCES machines (id) ON DELETE CASCADE, json TEXT NOT NULL) STRICT;
  CREATE TABLE specs (machine TEXT PRIMARY KEY REFERENCES machines (id) ON DELETE CASCADE, json TEXT NOT NULL) STRICT;
  CREATE TABLE events (
    machine TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    attempt INTEGER NOT NULL, at INTEGER NOT NULL, stage TEXT NOT NULL, event TEXT NOT NULL, fraction REAL, message TEXT, report TEXT,
    PRIMARY KEY (machine, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    machine TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL
  ) STRICT;
  CREATE TABLE hooks (id TEXT PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL, body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
];

export function migrate(database: DatabaseSync): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > migrations.length) {
    throw new InstallerError({
      code: 'state-newer', exitCode: exitCodes.failedForGood, message: `The state was written by a newer cognos-netboot (version ${version}, this one knows ${migrations.length})`,
      action: 'Use that version, or another folder.',
    });
  }
  for (const [index, sql] of [...migrations.entries()].slice(version)) database.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${index + 1}; COMMIT`);
}
