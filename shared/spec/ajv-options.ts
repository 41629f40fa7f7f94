/** The same for the compiler here and for the one in installer/bundle.ts. */
export const ajvOptions = {
  allErrors: true,
  inlineRefs: false,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  messages: false,
};
