/**
 * The state of a rollout in one SQLite file: what is answered has been written before. A write waits for the disk
 * (WAL, synchronous=FULL), and those that come in one turn of the event loop wait together. Only what may be lost with the
 * power (not with the process), such as a percentage, does not wait.
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { InstallerError, exitCodes } from '../../shared/errors.ts';
import { migrate } from './migrations.ts';

export interface Store {
  /** Prepared once; for reading, and within `write`. */
  prepare(sql: string): StatementSync;
  /**
   * Runs `change` in a transaction of its own within the next commit; resolves when that is on the disk. What throws is undone alone.
   * `passing`: the next one will say it again, so a power cut may take it.
   */
  write<T>(change: () => T, options?: { passing?: boolean }): Promise<T>;
  close(): void;
}

interface Pending { passing: boolean; change: () => unknown; resolve: (value: never) => void; reject: (error: unknown) => void }

/** Machines hold tokens and passwords: the folder and the file are for root only. */
export function openStore(path: string): Store {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = openDatabase(path);
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  let pending: Pending[] = [];
  const flush = (): void => {
    const batch = pending;
    pending = [];
    if (batch.length > 0 && database.isOpen) commitBatch(database, batch);
  };
  return {
    prepare,
    write: <T>(change: () => T, { passing = false }: { passing?: boolean } = {}): Promise<T> => new Promise<T>((resolve, reject) => {
      if (pending.length === 0) setImmediate(flush);
      pending.push({ passing, change, resolve: resolve as Pending['resolve'], reject });
    }),
    close: () => {
      flush();
      database.close();
    },
  };
}

function openDatabase(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true });
    if (path !== ':memory:') chmodSync(path, 0o600);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4000');
    migrate(database);
    return database;
  } catch (error) {
    if (error instanceof InstallerError) throw error;
    throw new InstallerError({
      code: 'state-unreadable', exitCode: exitCodes.failedForGood, cause: error,
      message: `The state of the rollout in ${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      action: 'Put back a copy of it, or move it away to begin with an empty one.',
    });
  }
}

/** One commit for all of them, and each in a savepoint: what one of them does wrong costs the others nothing. */
function commitBatch(database: DatabaseSync, batch: readonly Pending[]): void {
  const settle: (() => void)[] = [];
  try {
    // NORMAL leaves a commit to the next one that is synced, and never an inconsistent file (sqlite.org/pragma.html#pragma_synchronous).
    database.exec(`PRAGMA synchronous = ${batch.every(({ passing }) => passing) ? 'NORMAL' : 'FULL'}`);
    database.exec('BEGIN IMMEDIATE');
    for (const { change, resolve, reject } of batch) {
      database.exec('SAVEPOINT one');
      try {
        const value = change() as never;
        settle.push(() => { resolve(value); });
      } catch (error) {
        database.exec('ROLLBACK TO one');
        settle.push(() => { reject(error); });
      }
      database.exec('RELEASE one');
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const done of settle) done();
}
