/**
 * Texts for /usr/share/pam-configs and /etc/security. `end` becomes the number of lines to jump over, behind the last
 * module of the stack: a right password jumps over `authfail`; faillock's count is put to nothing in the account stack.
 */

/** Before the password is asked for. `required`, not `requisite`: the form that the scanners read, and it tells nobody that an account is closed. */
export const faillockStartProfile = `Name: CognOS: accounts are closed after wrong passwords (start)
Default: no
Priority: 1024
Auth-Type: Primary
Auth:
	required	pam_faillock.so preauth
Account-Type: Additional
Account:
	required	pam_faillock.so
`;

export const faillockProfile = `Name: CognOS: accounts are closed after wrong passwords
Default: no
Priority: 0
Auth-Type: Primary
Auth:
	[default=die]	pam_faillock.so authfail
	sufficient	pam_faillock.so authsucc
`;

export const pwhistoryProfile = `Name: CognOS: passwords are not used again
Default: no
Priority: 1023
Password-Type: Primary
Password:
	requisite	pam_pwhistory.so remember=24 enforce_for_root try_first_pass use_authtok
Password-Initial:
	requisite	pam_pwhistory.so remember=24 enforce_for_root
`;

/** Debian's, without nullok. */
export const unixProfile = `Name: Unix authentication
Default: yes
Priority: 256
Auth-Type: Primary
Auth:
	[success=end default=ignore]	pam_unix.so try_first_pass
Auth-Initial:
	[success=end default=ignore]	pam_unix.so
Account-Type: Primary
Account:
	[success=end new_authtok_reqd=done default=ignore]	pam_unix.so
Account-Initial:
	[success=end new_authtok_reqd=done default=ignore]	pam_unix.so
Session-Type: Additional
Session:
	required	pam_unix.so
Session-Initial:
	required	pam_unix.so
Password-Type: Primary
Password:
	[success=end default=ignore]	pam_unix.so obscure use_authtok try_first_pass yescrypt
Password-Initial:
	[success=end default=ignore]	pam_unix.so obscure yescrypt
`;

/** root too, or every service that calls itself root is a way round it; sudo asks for one's own password. */
export const faillockConfig = `# Written by cognos-harden (pam-faillock).
deny = 4
unlock_time = 900
root_unlock_time = 900
audit
silent
`;

export const pwqualityConfig = `# Written by cognos-harden (pam-quality).
difok = 2
minlen = 14
minclass = 4
dcredit = -1
ucredit = -1
lcredit = -1
ocredit = -1
maxrepeat = 3
maxsequence = 3
dictcheck = 1
enforcing = 1
enforce_for_root
`;
