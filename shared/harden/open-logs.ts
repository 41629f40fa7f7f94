/** find(1)'s words for log files with which others than their owner and group may do something; those of logins are readable by all, by design. */
export const openLogs = ['/var/log', '-xdev', '-type', 'f', '-perm', '/0037', '!', '-name', 'wtmp*', '!', '-name', 'lastlog*', '!', '-name', 'btmp*'] as const;
/** chmod(1)'s, which takes that from them. */
export const closed = 'o-rwx,g-wx';
