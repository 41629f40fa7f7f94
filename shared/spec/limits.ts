/** How large a spec may be. cloud-init's own datasources stop at 16 to 64 KiB; a person's file is far below all of these. */
export const limits = {
  /** Of the file as it lies on disk. */
  bytes: 1024 * 1024,
  /** Maps and lists inside one another. */
  depth: 32,
  /** Keys and values, aliases counted as what they stand for. */
  values: 10_000,
  /** Findings about one file; past that the file is not what someone thinks it is. */
  findings: 50,
} as const;
