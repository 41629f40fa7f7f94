/** The source of all words. Every screen's owner keeps one file; the others are translations with the same keys. */
import ai from '../../../../assets/translations/en/ai.json' with { type: 'json' };
import common from '../../../../assets/translations/en/common.json' with { type: 'json' };
import engine from '../../../../assets/translations/en/engine.json' with { type: 'json' };
import failed from '../../../../assets/translations/en/failed.json' with { type: 'json' };
import findings from '../../../../assets/translations/en/findings.json' with { type: 'json' };
import finished from '../../../../assets/translations/en/finished.json' with { type: 'json' };
import machine from '../../../../assets/translations/en/machine.json' with { type: 'json' };
import network from '../../../../assets/translations/en/network.json' with { type: 'json' };
import password from '../../../../assets/translations/en/password.json' with { type: 'json' };
import progress from '../../../../assets/translations/en/progress.json' with { type: 'json' };
import review from '../../../../assets/translations/en/review.json' with { type: 'json' };
import security from '../../../../assets/translations/en/security.json' with { type: 'json' };
import storage from '../../../../assets/translations/en/storage.json' with { type: 'json' };
import welcome from '../../../../assets/translations/en/welcome.json' with { type: 'json' };
import you from '../../../../assets/translations/en/you.json' with { type: 'json' };

export const english = { ai, common, engine, failed, findings, finished, machine, network, password, progress, review, security, storage, welcome, you };

type Files = typeof english;
type KeysOf<File extends keyof Files, Shape> = { [Key in keyof Files[File] & string]: Files[File][Key] extends Shape ? `${File}.${Key}` : never }[keyof Files[File] & string];
/** `storage.title`: a file and a key in it. A key that no file has is a type error. */
export type WordKey = { [File in keyof Files]: KeysOf<File, string> }[keyof Files];
/** Keys whose value has forms for `one`, `other`… */
export type PluralKey = { [File in keyof Files]: KeysOf<File, object> }[keyof Files];
/** A file with its texts, or forms of them. */
export type WordFiles = Record<string, Record<string, string | Record<string, string>>>;
