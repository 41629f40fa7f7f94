/** /etc/pam.d/su of Debian 12, with the line that asks for a group. */
export const suPam = `# Debian's, with the line of pam_wheel: the group is empty, so only root uses su.
auth       sufficient pam_rootok.so
auth       required   pam_wheel.so use_uid group=sugroup

session    required   pam_env.so readenv=1
session    required   pam_env.so readenv=1 envfile=/etc/default/locale
session    optional   pam_mail.so nopen
session    required   pam_limits.so

@include common-auth
@include common-account
@include common-session
`;
