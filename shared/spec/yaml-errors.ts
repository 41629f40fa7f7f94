/** What the YAML reader's error codes mean, in sentences that never quote the file: it may be a secret that is broken. */
import type { ErrorCode } from 'yaml';

const sentences: Partial<Record<ErrorCode, [code: string, message: string]>> = {
  TAB_AS_INDENT: ['tab', 'a tab indents this line; YAML allows only spaces there'],
  BAD_INDENT: ['indent', 'this line is not indented like its neighbours; lines of one map or list start in the same column'],
  BAD_ALIAS: ['alias', 'this alias stands for nothing that was named before it with &'],
  BAD_DQ_ESCAPE: ['escape', 'this backslash starts no escape that YAML knows; write \\\\ for a backslash, or use single quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['syntax', 'a second key: value cannot start on the same line; put it on a line of its own or in { }'],
  MULTILINE_IMPLICIT_KEY: ['syntax', 'a key has to end on the line it starts on, with a colon and a space; the colon may be missing'],
  MISSING_CHAR: ['syntax', 'something is missing before this: a closing quote, a bracket, a colon or a comma'],
  BAD_SCALAR_START: ['syntax', 'a value cannot start with this character; put it in quotes'],
  UNEXPECTED_TOKEN: ['syntax', 'this is not where YAML expects it; look for a wrong indent, a missing colon or an open quote just before'],
  TAG_RESOLVE_FAILED: ['custom-tag', 'a tag such as !!js/function or !!python/object is refused; a spec holds plain values only'],
  NON_STRING_KEY: ['key', 'a key has to be plain text'],
  BAD_COLLECTION_TYPE: ['custom-tag', 'a tag such as !!js/function or !!python/object is refused; a spec holds plain values only'],
  BAD_DIRECTIVE: ['syntax', 'a line that starts with % is a directive; a spec has none'],
  RESOURCE_EXHAUSTION: ['too-deep', 'too many maps and lists stand inside one another; a spec needs fewer than ten'],
};

export function explainYaml(code: ErrorCode, syntax: 'yaml' | 'json'): [code: string, message: string] {
  if (syntax === 'json' && (code === 'TAG_RESOLVE_FAILED' || code === 'UNEXPECTED_TOKEN')) return ['syntax', 'this is not JSON; text stands in double quotes, and brackets, commas and colons have to match'];
  return sentences[code] ?? ['syntax', 'this is not YAML; look for a wrong indent, a missing colon or an open quote just before'];
}
