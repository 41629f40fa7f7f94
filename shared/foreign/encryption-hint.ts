/** What becomes of a disk that another installer's file would encrypt: its keys and volumes are that installer's own. */
export const encryptionHint = 'encryption is not carried over; leave it out here, and add encrypt: {passphrase: "…"} under cognos.storage to what convert makes of the file';
