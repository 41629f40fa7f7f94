/** The names that a machine has from birth, in one spelling each; and the ones that a vendor forgot to fill in. */

/** `52:54:00:aa:bb:cc`; undefined for what is no MAC of Ethernet. */
export function readMac(text: string): string | undefined {
  const digits = /^([0-9a-f]{2}([:-]?)[0-9a-f]{2}(?:\2[0-9a-f]{2}){4})$/i.exec(text.trim())?.[1]?.replace(/[:-]/g, '').toLowerCase();
  if (digits?.length !== 12 || /^(0{12}|f{12})$/.test(digits)) return undefined;
  return digits.match(/../g)?.join(':');
}

/** Lower case with hyphens; undefined for what is none, or none of this machine alone. */
export function readUuid(text: string | undefined): string | undefined {
  const uuid = text?.trim().toLowerCase() ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) return undefined;
  return fillers.some((form) => form.test(uuid)) ? undefined : uuid;
}

/** All of one digit, and what AMI's and Supermicro's firmware carries when nobody has set it. */
const fillers = [/^([0-9a-f])\1{7}-\1{4}-\1{4}-\1{4}-\1{12}$/, /^03000200-0400-0500-0006-000700080009$/, /^12345678-1234-5678-90ab-c?d?e?/, /^01234567-89ab-cdef-/];
const fillerTexts = /^(|0+|none|n\/a|not (specified|applicable|available|set)|unknown|default string|to be filled by o\.?e\.?m\.?|system (serial|product).*|serial number|asset.?tag.*|no asset.*|0?123456789.*|x{3,}|\.+)$/i;

/** A serial number or an asset tag that says something; undefined for what firmware says when it was told nothing. */
export function readTag(text: string | undefined): string | undefined {
  const tag = text?.trim() ?? '';
  return fillerTexts.test(tag) ? undefined : tag;
}
