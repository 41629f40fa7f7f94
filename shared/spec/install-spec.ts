/** Made from install-spec.schema.json by `npm run generate`; change that file instead. */

/**
 * Groups, as a list or separated by commas.
 */
export type Groups = string[] | string;
/**
 * An address in CIDR form, alone or with options.
 */
export type Address =
  | string
  | {
      /**
       * Options of the address.
       */
      [k: string]: {
        /**
         * Preferred lifetime.
         */
        lifetime?: 'forever' | 0;
        /**
         * Label.
         */
        label?: string;
      };
    };
/**
 * A comparison with a size.
 */
export type SizeRule = string;
/**
 * A size: a number and a unit. K, M, G, T, P are powers of 1000; KiB, MiB, GiB, TiB, PiB powers of 1024; B is a byte.
 */
export type Size = string;
/**
 * An https address.
 */
export type Url = string;

/**
 * A CognOS user-data file: a #cloud-config whose own part is cognos.
 */
export interface InstallSpec {
  /**
   * Name of the machine, one label or a whole domain name.
   */
  hostname?: string;
  /**
   * Full name of the machine with its domain.
   */
  fqdn?: string;
  /**
   * Use fqdn as the host name too.
   */
  prefer_fqdn_over_hostname?: boolean;
  /**
   * Keep cloud-init from changing the host name later. The installer sets it once in any case.
   */
  preserve_hostname?: boolean;
  /**
   * true or localhost puts the host name into /etc/hosts.
   */
  manage_etc_hosts?: true | false | 'localhost' | 'template';
  /**
   * Users of the machine; an entry default stands for the default user. Left out: just the default user.
   *
   * @minItems 1
   *
   * Items: A user: its settings, or only its name.
   */
  users?: (User | string)[];
  /**
   * Changes to the default user.
   */
  user?: DefaultUser | string;
  /**
   * Groups to make, with members if wanted.
   */
  groups?:
    | string
    | (
        | string
        | {
            /**
             * Members.
             */
            [k: string]: string | string[];
          }
      )[]
    | {
        /**
         * Members.
         */
        [k: string]: string | string[];
      };
  /**
   * Public ssh keys of the default user, or of the first user when there is no default user.
   */
  ssh_authorized_keys?: string[];
  /**
   * Accounts whose public ssh keys the default user gets: gh:NAME or lp:NAME. Handed to cloud-init on the first boot.
   */
  ssh_import_id?: string[];
  /**
   * Language and region.
   */
  locale?: string;
  /**
   * Time zone by its name in /usr/share/zoneinfo.
   */
  timezone?: string;
  /**
   * Keyboard of the console.
   */
  keyboard?: {
    /**
     * XKB layout; several separated by commas.
     */
    layout: string;
    /**
     * XKB model; pc105 when left out.
     */
    model?: string;
    /**
     * XKB variant; as many as layouts, separated by commas.
     */
    variant?: string;
    /**
     * XKB options separated by commas.
     */
    options?: string;
  };
  /**
   * Time synchronisation.
   */
  ntp?: {
    /**
     * Synchronise the clock; true when left out.
     */
    enabled?: boolean;
    /**
     * Which program. CognOS runs systemd-timesyncd.
     */
    ntp_client?: 'auto' | 'systemd-timesyncd' | 'chrony' | 'ntp' | 'openntpd' | 'ntpdate';
    /**
     * Time servers.
     */
    servers?: string[];
    /**
     * Names that stand for many time servers.
     */
    pools?: string[];
    /**
     * Always refused: systemd-timesyncd takes servers and pools only.
     */
    config?: {
      [k: string]: unknown;
    };
  } | null;
  /**
   * Where packages come from. Mirrors and proxies are set by the installer, the rest is handed to cloud-init.
   */
  apt?: {
    /**
     * Debian's archive.
     *
     * @minItems 1
     */
    primary?: Mirror[];
    /**
     * Debian's security archive.
     *
     * @minItems 1
     */
    security?: Mirror[];
    /**
     * Proxy for http; the same as http_proxy.
     */
    proxy?: string;
    /**
     * Proxy for http.
     */
    http_proxy?: string;
    /**
     * Proxy for https.
     */
    https_proxy?: string;
    /**
     * Proxy for ftp.
     */
    ftp_proxy?: string;
    /**
     * No effect: the installer writes package sources only for primary and security.
     */
    preserve_sources_list?: boolean;
    /**
     * Always refused: the installer writes the package sources.
     */
    generate_mirrorlists?: boolean;
    /**
     * Always refused: the installer writes the package sources.
     */
    disable_suites?: string[];
    /**
     * Pattern of sources given to add-apt-repository. Handed to cloud-init on the first boot.
     */
    add_apt_repo_match?: {
      [k: string]: unknown;
    };
    /**
     * Answers for debconf. Handed to cloud-init on the first boot.
     */
    debconf_selections?: {
      [k: string]: unknown;
    };
    /**
     * Always refused: the installer writes the package sources.
     */
    sources_list?: string;
    /**
     * Further lines of apt's configuration. Handed to cloud-init on the first boot.
     */
    conf?: {
      [k: string]: unknown;
    };
    /**
     * Further package sources. Handed to cloud-init on the first boot.
     */
    sources?: {
      [k: string]: unknown;
    };
  };
  /**
   * Network, in version 2 (netplan) or version 1. Left out: what the datasource gives, else DHCP on every wired interface.
   */
  network?: NetworkV2 | NetworkV1;
  /**
   * Packages to install. Handed to cloud-init on the first boot.
   *
   * @minItems 1
   *
   * Items: A package, or a package and its version.
   */
  packages?: (string | string[])[];
  /**
   * Read the package lists first. Handed to cloud-init on the first boot.
   */
  package_update?: boolean;
  /**
   * Upgrade all packages. Handed to cloud-init on the first boot.
   */
  package_upgrade?: boolean;
  /**
   * Reboot when packages ask for it. Handed to cloud-init on the first boot.
   */
  package_reboot_if_required?: boolean;
  /**
   * Files to write. Handed to cloud-init on the first boot.
   *
   * @minItems 1
   *
   * Items: A file.
   */
  write_files?: {
    /**
     * Absolute path.
     */
    path: string;
    /**
     * Content.
     */
    content?: string;
    /**
     * Owner and group.
     */
    owner?: string;
    /**
     * Permission bits as text in quotes.
     */
    permissions?: string;
    /**
     * How the content is written here.
     */
    encoding?: 'text/plain' | 'b64' | 'base64' | 'gz' | 'gzip' | 'gz+b64' | 'gz+base64' | 'gzip+b64' | 'gzip+base64';
    /**
     * Add to the file.
     */
    append?: boolean;
    /**
     * Write it last, after users and packages.
     */
    defer?: boolean;
  }[];
  /**
   * Commands run once at the end of the first boot. Handed to cloud-init on the first boot.
   *
   * @minItems 1
   *
   * Items: A command: words, or one line for the shell.
   */
  runcmd?: (string[] | string | null)[];
  /**
   * Commands run early in every boot. Handed to cloud-init on the first boot.
   *
   * @minItems 1
   *
   * Items: A command: words, or one line for the shell.
   */
  bootcmd?: (string[] | string)[];
  /**
   * No effect: every installed machine makes its own host keys on the first boot.
   */
  ssh_deletekeys?: boolean;
  /**
   * Allow ssh logins with a password. Handed to cloud-init on the first boot.
   */
  ssh_pwauth?: boolean | 'unchanged';
  /**
   * @deprecated
   * Always refused: write a hash in users[].hashed_passwd.
   */
  password?: string;
  /**
   * Passwords of users that exist. Handed to cloud-init on the first boot.
   */
  chpasswd?: {
    /**
     * Have the passwords changed at the first login; true when left out.
     */
    expire?: boolean;
    /**
     * Users and hashes.
     *
     * Items: One user.
     */
    users?: {
      /**
       * Login name.
       */
      name: string;
      /**
       * Hash of the password. Kept apart as a secret.
       */
      password?: string;
      /**
       * hash, or RANDOM for one that cloud-init makes and prints; text is refused.
       */
      type?: 'hash' | 'RANDOM' | 'text';
    }[];
    /**
     * Older form: NAME:HASH, one an entry.
     */
    list?: string[] | string;
  };
  /**
   * Import ssh keys of the datasource. Handed to cloud-init on the first boot.
   */
  allow_public_ssh_keys?: {
    [k: string]: unknown;
  };
  /**
   * Let cloud-init read user-data at all. Handed to cloud-init on the first boot.
   */
  allow_userdata?: {
    [k: string]: unknown;
  };
  /**
   * Ansible in pull mode. Handed to cloud-init on the first boot.
   */
  ansible?: {
    [k: string]: unknown;
  };
  /**
   * Alpine repositories; nothing on Debian. Handed to cloud-init on the first boot.
   */
  apk_repos?: {
    [k: string]: unknown;
  };
  /**
   * HTTP pipelining of apt. Handed to cloud-init on the first boot.
   */
  apt_pipelining?: {
    [k: string]: unknown;
  };
  /**
   * Older spelling of package_reboot_if_required. Handed to cloud-init on the first boot.
   */
  apt_reboot_if_required?: {
    [k: string]: unknown;
  };
  /**
   * Older spelling of package_update. Handed to cloud-init on the first boot.
   */
  apt_update?: {
    [k: string]: unknown;
  };
  /**
   * Older spelling of package_upgrade. Handed to cloud-init on the first boot.
   */
  apt_upgrade?: {
    [k: string]: unknown;
  };
  /**
   * Hash that ssh key fingerprints are printed with. Handed to cloud-init on the first boot.
   */
  authkey_hash?: {
    [k: string]: unknown;
  };
  /**
   * For Ubuntu's installer; nothing here. Handed to cloud-init on the first boot.
   */
  autoinstall?: {
    [k: string]: unknown;
  };
  /**
   * Byobu for users. Handed to cloud-init on the first boot.
   */
  byobu_by_default?: {
    [k: string]: unknown;
  };
  /**
   * Older spelling of ca_certs. Handed to cloud-init on the first boot.
   */
  'ca-certs'?: {
    [k: string]: unknown;
  };
  /**
   * Certificate authorities to trust. Handed to cloud-init on the first boot.
   */
  ca_certs?: {
    [k: string]: unknown;
  };
  /**
   * Chef. Handed to cloud-init on the first boot.
   */
  chef?: {
    [k: string]: unknown;
  };
  /**
   * Modules of the config stage. Handed to cloud-init on the first boot.
   */
  cloud_config_modules?: {
    [k: string]: unknown;
  };
  /**
   * Modules of the final stage. Handed to cloud-init on the first boot.
   */
  cloud_final_modules?: {
    [k: string]: unknown;
  };
  /**
   * Modules of the init stage. Handed to cloud-init on the first boot.
   */
  cloud_init_modules?: {
    [k: string]: unknown;
  };
  /**
   * Settings of datasources. Handed to cloud-init on the first boot.
   */
  datasource?: {
    [k: string]: unknown;
  };
  /**
   * Datasources to try. Handed to cloud-init on the first boot.
   */
  datasource_list?: {
    [k: string]: unknown;
  };
  /**
   * Verbose output. Handed to cloud-init on the first boot.
   */
  debug?: {
    [k: string]: unknown;
  };
  /**
   * Log file of cloud-init. Handed to cloud-init on the first boot.
   */
  def_log_file?: {
    [k: string]: unknown;
  };
  /**
   * Names for disks in disk_setup. Handed to cloud-init on the first boot.
   */
  device_aliases?: {
    [k: string]: unknown;
  };
  /**
   * Block the metadata address of EC2. Handed to cloud-init on the first boot.
   */
  disable_ec2_metadata?: {
    [k: string]: unknown;
  };
  /**
   * Forbid ssh logins as root. Handed to cloud-init on the first boot.
   */
  disable_root?: {
    [k: string]: unknown;
  };
  /**
   * Options of the key that says so. Handed to cloud-init on the first boot.
   */
  disable_root_opts?: {
    [k: string]: unknown;
  };
  /**
   * Partitions of further disks. Handed to cloud-init on the first boot.
   */
  disk_setup?: {
    [k: string]: unknown;
  };
  /**
   * Third-party drivers on Ubuntu; nothing on Debian. Handed to cloud-init on the first boot.
   */
  drivers?: {
    [k: string]: unknown;
  };
  /**
   * Ubuntu fan networking. Handed to cloud-init on the first boot.
   */
  fan?: {
    [k: string]: unknown;
  };
  /**
   * What cloud-init prints at the end. Handed to cloud-init on the first boot.
   */
  final_message?: {
    [k: string]: unknown;
  };
  /**
   * Filesystems on further disks. Handed to cloud-init on the first boot.
   */
  fs_setup?: {
    [k: string]: unknown;
  };
  /**
   * Growing of partitions. Handed to cloud-init on the first boot.
   */
  growpart?: {
    [k: string]: unknown;
  };
  /**
   * Older spelling of grub_dpkg. Handed to cloud-init on the first boot.
   */
  'grub-dpkg'?: {
    [k: string]: unknown;
  };
  /**
   * Where GRUB is installed on updates. Handed to cloud-init on the first boot.
   */
  grub_dpkg?: {
    [k: string]: unknown;
  };
  /**
   * Ubuntu Landscape. Handed to cloud-init on the first boot.
   */
  landscape?: {
    [k: string]: unknown;
  };
  /**
   * Where the locale is written. Handed to cloud-init on the first boot.
   */
  locale_configfile?: {
    [k: string]: unknown;
  };
  /**
   * Logging of cloud-init. Handed to cloud-init on the first boot.
   */
  log_cfgs?: {
    [k: string]: unknown;
  };
  /**
   * Logging of cloud-init. Handed to cloud-init on the first boot.
   */
  logcfg?: {
    [k: string]: unknown;
  };
  /**
   * LXD. Handed to cloud-init on the first boot.
   */
  lxd?: {
    [k: string]: unknown;
  };
  /**
   * Write resolv.conf; nothing with systemd-resolved. Handed to cloud-init on the first boot.
   */
  manage_resolv_conf?: {
    [k: string]: unknown;
  };
  /**
   * Keep the instance when its id changes. Handed to cloud-init on the first boot.
   */
  manual_cache_clean?: {
    [k: string]: unknown;
  };
  /**
   * MCollective. Handed to cloud-init on the first boot.
   */
  mcollective?: {
    [k: string]: unknown;
  };
  /**
   * How parts of user-data are merged. Handed to cloud-init on the first boot.
   */
  merge_how?: {
    [k: string]: unknown;
  };
  /**
   * How parts of user-data are merged. Handed to cloud-init on the first boot.
   */
  merge_type?: {
    [k: string]: unknown;
  };
  /**
   * Migration of old cloud-init data. Handed to cloud-init on the first boot.
   */
  migrate?: {
    [k: string]: unknown;
  };
  /**
   * Defaults of mounts. Handed to cloud-init on the first boot.
   */
  mount_default_fields?: {
    [k: string]: unknown;
  };
  /**
   * Further lines of fstab. Handed to cloud-init on the first boot.
   */
  mounts?: {
    [k: string]: unknown;
  };
  /**
   * Print no fingerprints of ssh keys. Handed to cloud-init on the first boot.
   */
  no_ssh_fingerprints?: {
    [k: string]: unknown;
  };
  /**
   * Where cloud-init's output goes. Handed to cloud-init on the first boot.
   */
  output?: {
    [k: string]: unknown;
  };
  /**
   * Post to an address at the end. Handed to cloud-init on the first boot.
   */
  phone_home?: {
    [k: string]: unknown;
  };
  /**
   * Reboot or power off at the end. Handed to cloud-init on the first boot.
   */
  power_state?: {
    [k: string]: unknown;
  };
  /**
   * Puppet. Handed to cloud-init on the first boot.
   */
  puppet?: {
    [k: string]: unknown;
  };
  /**
   * Seed of the random number generator. Handed to cloud-init on the first boot.
   */
  random_seed?: {
    [k: string]: unknown;
  };
  /**
   * Where events are reported. Handed to cloud-init on the first boot.
   */
  reporting?: {
    [k: string]: unknown;
  };
  /**
   * Growing of the root filesystem. Handed to cloud-init on the first boot.
   */
  resize_rootfs?: {
    [k: string]: unknown;
  };
  /**
   * Content of resolv.conf. Handed to cloud-init on the first boot.
   */
  resolv_conf?: {
    [k: string]: unknown;
  };
  /**
   * Red Hat subscriptions; nothing on Debian. Handed to cloud-init on the first boot.
   */
  rh_subscription?: {
    [k: string]: unknown;
  };
  /**
   * rsyslog. Handed to cloud-init on the first boot.
   */
  rsyslog?: {
    [k: string]: unknown;
  };
  /**
   * Salt. Handed to cloud-init on the first boot.
   */
  salt_minion?: {
    [k: string]: unknown;
  };
  /**
   * Snaps. Handed to cloud-init on the first boot.
   */
  snap?: {
    [k: string]: unknown;
  };
  /**
   * Spacewalk; nothing on Debian. Handed to cloud-init on the first boot.
   */
  spacewalk?: {
    [k: string]: unknown;
  };
  /**
   * What is printed on the console about ssh. Handed to cloud-init on the first boot.
   */
  ssh?: {
    [k: string]: unknown;
  };
  /**
   * Fingerprints not printed. Handed to cloud-init on the first boot.
   */
  ssh_fp_console_blacklist?: {
    [k: string]: unknown;
  };
  /**
   * Types of host keys. Not followed: every kind is made, and cognos.security says which of them sshd uses.
   */
  ssh_genkeytypes?: {
    [k: string]: unknown;
  };
  /**
   * Keys not printed. Handed to cloud-init on the first boot.
   */
  ssh_key_console_blacklist?: {
    [k: string]: unknown;
  };
  /**
   * Host keys, private ones too. Handed to cloud-init on the first boot.
   */
  ssh_keys?: {
    [k: string]: unknown;
  };
  /**
   * Publish host keys through the datasource. Handed to cloud-init on the first boot.
   */
  ssh_publish_hostkeys?: {
    [k: string]: unknown;
  };
  /**
   * Print nothing while host keys are made. Handed to cloud-init on the first boot.
   */
  ssh_quiet_keygen?: {
    [k: string]: unknown;
  };
  /**
   * A swap file besides the swap of cognos.storage. Handed to cloud-init on the first boot.
   */
  swap?: {
    [k: string]: unknown;
  };
  /**
   * Owner of cloud-init's log. Handed to cloud-init on the first boot.
   */
  syslog_fix_perms?: {
    [k: string]: unknown;
  };
  /**
   * Settings of the distribution. Handed to cloud-init on the first boot.
   */
  system_info?: {
    [k: string]: unknown;
  };
  /**
   * Ubuntu Pro; nothing on Debian. Handed to cloud-init on the first boot.
   */
  ubuntu_advantage?: {
    [k: string]: unknown;
  };
  /**
   * When network settings are read again. Handed to cloud-init on the first boot.
   */
  updates?: {
    [k: string]: unknown;
  };
  /**
   * Whether vendor data is used. Handed to cloud-init on the first boot.
   */
  vendor_data?: {
    [k: string]: unknown;
  };
  /**
   * Whether vendor data is used. Handed to cloud-init on the first boot.
   */
  vendor_data2?: {
    [k: string]: unknown;
  };
  /**
   * Warnings of cloud-init. Handed to cloud-init on the first boot.
   */
  warnings?: {
    [k: string]: unknown;
  };
  /**
   * WireGuard interfaces. Handed to cloud-init on the first boot.
   */
  wireguard?: {
    [k: string]: unknown;
  };
  /**
   * yum; nothing on Debian. Handed to cloud-init on the first boot.
   */
  yum_repo_dir?: {
    [k: string]: unknown;
  };
  /**
   * yum; nothing on Debian. Handed to cloud-init on the first boot.
   */
  yum_repos?: {
    [k: string]: unknown;
  };
  /**
   * zypper; nothing on Debian. Handed to cloud-init on the first boot.
   */
  zypper?: {
    [k: string]: unknown;
  };
  cognos: Cognos;
}
/**
 * A user of the machine.
 */
export interface User {
  /**
   * Login name: a lower-case letter or underscore, then lower-case letters, digits, underscores and hyphens, at most 32.
   */
  name: string;
  /**
   * The person's name and, if wanted, room and telephone, separated by commas.
   */
  gecos?: string;
  /**
   * Home directory; /home/NAME when left out.
   */
  homedir?: string;
  /**
   * Primary group; a group of the user's own name when left out.
   */
  primary_group?: string;
  groups?: Groups;
  /**
   * Make groups that do not exist; true when left out.
   */
  create_groups?: boolean;
  /**
   * Make no group of the user's own name.
   */
  no_user_group?: boolean;
  /**
   * Make no home directory.
   */
  no_create_home?: boolean;
  /**
   * Keep the user out of the lastlog and faillog databases.
   */
  no_log_init?: boolean;
  /**
   * Make a system user: a low number and no home directory.
   */
  system?: boolean;
  /**
   * Numeric user id.
   */
  uid?: number | string;
  /**
   * Login shell.
   */
  shell?: string;
  /**
   * The day the account stops working, as YYYY-MM-DD.
   */
  expiredate?: string;
  /**
   * Days after a password has expired until the account is disabled.
   */
  inactive?: string | number;
  /**
   * Hash of the password, as `mkpasswd --method=yescrypt` prints it. Kept apart as a secret.
   */
  passwd?: string;
  /**
   * Hash of the password; for a new user the same as passwd. Kept apart as a secret.
   */
  hashed_passwd?: string;
  /**
   * @deprecated
   * Always refused: write a hash in hashed_passwd.
   */
  plain_text_passwd?: string;
  /**
   * Disable logging in with a password; true when left out.
   */
  lock_passwd?: boolean;
  /**
   * @deprecated
   * Older spelling of lock_passwd.
   */
  'lock-passwd'?: boolean;
  /**
   * @deprecated
   * Always refused: CognOS runs AppArmor.
   */
  selinux_user?: string;
  /**
   * @deprecated
   * Always refused: CognOS has no snapd.
   */
  snapuser?: string;
  /**
   * Public ssh keys that may log in as the user.
   */
  ssh_authorized_keys?: string[];
  /**
   * Accounts whose public ssh keys are fetched: gh:NAME or lp:NAME. Handed to cloud-init on the first boot.
   */
  ssh_import_id?: string[];
  /**
   * @deprecated
   * Always refused: it needs keys from a cloud's metadata.
   */
  ssh_redirect_user?: boolean;
  /**
   * One or several sudo rules; null or false for none.
   */
  sudo?: string | string[] | null | false;
}
/**
 * Settings of the default user.
 */
export interface DefaultUser {
  /**
   * Login name; debian when left out.
   */
  name?: string;
  /**
   * The person's name and, if wanted, room and telephone, separated by commas.
   */
  gecos?: string;
  /**
   * Home directory; /home/NAME when left out.
   */
  homedir?: string;
  /**
   * Primary group; a group of the user's own name when left out.
   */
  primary_group?: string;
  groups?: Groups;
  /**
   * Make groups that do not exist; true when left out.
   */
  create_groups?: boolean;
  /**
   * Make no group of the user's own name.
   */
  no_user_group?: boolean;
  /**
   * Make no home directory.
   */
  no_create_home?: boolean;
  /**
   * Keep the user out of the lastlog and faillog databases.
   */
  no_log_init?: boolean;
  /**
   * Make a system user: a low number and no home directory.
   */
  system?: boolean;
  /**
   * Numeric user id.
   */
  uid?: number | string;
  /**
   * Login shell.
   */
  shell?: string;
  /**
   * The day the account stops working, as YYYY-MM-DD.
   */
  expiredate?: string;
  /**
   * Days after a password has expired until the account is disabled.
   */
  inactive?: string | number;
  /**
   * Hash of the password, as `mkpasswd --method=yescrypt` prints it. Kept apart as a secret.
   */
  passwd?: string;
  /**
   * Hash of the password; for a new user the same as passwd. Kept apart as a secret.
   */
  hashed_passwd?: string;
  /**
   * @deprecated
   * Always refused: write a hash in hashed_passwd.
   */
  plain_text_passwd?: string;
  /**
   * Disable logging in with a password; true when left out.
   */
  lock_passwd?: boolean;
  /**
   * @deprecated
   * Older spelling of lock_passwd.
   */
  'lock-passwd'?: boolean;
  /**
   * @deprecated
   * Always refused: CognOS runs AppArmor.
   */
  selinux_user?: string;
  /**
   * @deprecated
   * Always refused: CognOS has no snapd.
   */
  snapuser?: string;
  /**
   * Public ssh keys that may log in as the user.
   */
  ssh_authorized_keys?: string[];
  /**
   * Accounts whose public ssh keys are fetched: gh:NAME or lp:NAME. Handed to cloud-init on the first boot.
   */
  ssh_import_id?: string[];
  /**
   * @deprecated
   * Always refused: it needs keys from a cloud's metadata.
   */
  ssh_redirect_user?: boolean;
  /**
   * One or several sudo rules; null or false for none.
   */
  sudo?: string | string[] | null | false;
}
/**
 * A mirror for some architectures; the first that fits is used.
 */
export interface Mirror {
  /**
   * Debian architectures, or default for all not named elsewhere.
   *
   * @minItems 1
   */
  arches: string[];
  /**
   * Address of the mirror.
   */
  uri?: string;
  /**
   * Always refused: give uri.
   *
   * @minItems 1
   */
  search?: string[];
  /**
   * Always refused: give uri.
   */
  search_dns?: boolean;
  /**
   * Always refused: mirrors are checked with Debian's own keys.
   */
  keyid?: string;
  /**
   * Always refused: mirrors are checked with Debian's own keys.
   */
  key?: string;
  /**
   * Always refused: mirrors are checked with Debian's own keys.
   */
  keyserver?: string;
}
/**
 * Network in version 2, as netplan 0.106 reads it for networkd.
 */
export interface NetworkV2 {
  /**
   * Version of this form.
   */
  version: 2;
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Wired interfaces by a name of your choice.
   */
  ethernets?: {
    [k: string]: Ethernet;
  };
  /**
   * Wireless interfaces.
   */
  wifis?: {
    [k: string]: Wifi;
  };
  /**
   * Bonds.
   */
  bonds?: {
    [k: string]: Bond;
  };
  /**
   * Bridges.
   */
  bridges?: {
    [k: string]: Bridge;
  };
  /**
   * VLANs.
   */
  vlans?: {
    [k: string]: Vlan;
  };
  /**
   * Routing domains.
   */
  vrfs?: {
    [k: string]: Vrf;
  };
}
/**
 * A wired interface.
 */
export interface Ethernet {
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Use DHCP for IPv4.
   */
  dhcp4?: boolean;
  /**
   * Use DHCP for IPv6.
   */
  dhcp6?: boolean;
  /**
   * MTU of IPv6.
   */
  'ipv6-mtu'?: number;
  /**
   * Use temporary IPv6 addresses.
   */
  'ipv6-privacy'?: boolean;
  /**
   * Families with link-local addresses.
   */
  'link-local'?: ('ipv4' | 'ipv6')[];
  /**
   * Configure it without a carrier.
   */
  'ignore-carrier'?: boolean;
  /**
   * Never take it down while networkd restarts.
   */
  critical?: boolean;
  /**
   * Client identifier sent to the DHCP server.
   */
  'dhcp-identifier'?: 'mac' | 'duid';
  'dhcp4-overrides'?: DhcpOverrides;
  'dhcp6-overrides'?: DhcpOverrides;
  /**
   * Accept IPv6 router advertisements.
   */
  'accept-ra'?: boolean;
  /**
   * Static addresses.
   */
  addresses?: Address[];
  /**
   * How link-local addresses are made.
   */
  'ipv6-address-generation'?: 'eui64' | 'stable-privacy';
  /**
   * Interface part of the IPv6 address.
   */
  'ipv6-address-token'?: string;
  /**
   * @deprecated
   * IPv4 gateway; newer files use routes.
   */
  gateway4?: string;
  /**
   * @deprecated
   * IPv6 gateway; newer files use routes.
   */
  gateway6?: string;
  nameservers?: Nameservers;
  /**
   * MAC address to set.
   */
  macaddress?: string;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * The machine does not wait for it while booting.
   */
  optional?: boolean;
  /**
   * Kinds of addresses not waited for.
   */
  'optional-addresses'?: string[];
  /**
   * Whether it is brought up.
   */
  'activation-mode'?: 'manual' | 'off';
  /**
   * Static routes.
   */
  routes?: Route[];
  /**
   * Rules that select routing tables.
   */
  'routing-policy'?: RoutingRule[];
  /**
   * Which interface this is, by current properties.
   */
  match?: {
    /**
     * Kernel name; * and ? are wildcards.
     */
    name?: string;
    /**
     * MAC address.
     */
    macaddress?: string;
    /**
     * Kernel driver or drivers.
     */
    driver?: string | string[];
  };
  /**
   * Name to give it; needs match.
   */
  'set-name'?: string;
  /**
   * Enable wake on LAN.
   */
  wakeonlan?: boolean;
  /**
   * Send LLDP packets.
   */
  'emit-lldp'?: boolean;
  /**
   * Receive checksum offload.
   */
  'receive-checksum-offload'?: boolean;
  /**
   * Transmit checksum offload.
   */
  'transmit-checksum-offload'?: boolean;
  /**
   * Tcp segmentation offload.
   */
  'tcp-segmentation-offload'?: boolean;
  /**
   * Tcp6 segmentation offload.
   */
  'tcp6-segmentation-offload'?: boolean;
  /**
   * Generic segmentation offload.
   */
  'generic-segmentation-offload'?: boolean;
  /**
   * Generic receive offload.
   */
  'generic-receive-offload'?: boolean;
  /**
   * Large receive offload.
   */
  'large-receive-offload'?: boolean;
  auth?: Auth;
  /**
   * Physical interface of this SR-IOV function.
   */
  link?: string;
  /**
   * SR-IOV virtual functions.
   */
  'virtual-function-count'?: number;
  /**
   * Mode of the embedded switch.
   */
  'embedded-switch-mode'?: 'switchdev' | 'legacy';
  /**
   * Bind the virtual functions later.
   */
  'delay-virtual-functions-rebind'?: boolean;
  /**
   * InfiniBand mode.
   */
  'infiniband-mode'?: 'datagram' | 'connected';
}
/**
 * Changes to what DHCP does.
 */
export interface DhcpOverrides {
  /**
   * Use the DNS servers of the lease.
   */
  'use-dns'?: boolean;
  /**
   * Use the time servers of the lease.
   */
  'use-ntp'?: boolean;
  /**
   * Send the host name.
   */
  'send-hostname'?: boolean;
  /**
   * Take the host name from the lease.
   */
  'use-hostname'?: boolean;
  /**
   * Use the MTU of the lease.
   */
  'use-mtu'?: boolean;
  /**
   * Host name to send.
   */
  hostname?: string;
  /**
   * Use the routes of the lease.
   */
  'use-routes'?: boolean;
  /**
   * Metric of those routes.
   */
  'route-metric'?: number;
  /**
   * Use the search domains of the lease: true, false or route.
   */
  'use-domains'?: boolean | 'route';
}
/**
 * DNS servers and search domains.
 */
export interface Nameservers {
  /**
   * Addresses of the servers.
   */
  addresses?: string[];
  /**
   * Search domains.
   */
  search?: string[];
}
/**
 * A route.
 */
export interface Route {
  /**
   * Destination in CIDR form, or default.
   */
  to: string;
  /**
   * Gateway.
   */
  via?: string;
  /**
   * Source address to use.
   */
  from?: string;
  /**
   * The gateway is reachable although outside every subnet.
   */
  'on-link'?: boolean;
  /**
   * Lower is preferred.
   */
  metric?: number;
  /**
   * Kind of route.
   */
  type?:
    'unicast' | 'anycast' | 'blackhole' | 'broadcast' | 'local' | 'multicast' | 'nat' | 'prohibit' | 'throw' | 'unreachable' | 'xresolve';
  /**
   * Scope.
   */
  scope?: 'global' | 'link' | 'host';
  /**
   * Routing table.
   */
  table?: number;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * Congestion window.
   */
  'congestion-window'?: number;
  /**
   * Advertised receive window.
   */
  'advertised-receive-window'?: number;
}
/**
 * A rule that selects a routing table.
 */
export interface RoutingRule {
  /**
   * Source in CIDR form.
   */
  from?: string;
  /**
   * Destination in CIDR form.
   */
  to?: string;
  /**
   * Table to use.
   */
  table?: number;
  /**
   * Lower is earlier.
   */
  priority?: number;
  /**
   * Firewall mark.
   */
  mark?: number;
  /**
   * Type of service.
   */
  'type-of-service'?: number;
}
/**
 * IEEE 802.1X or WPA authentication.
 */
export interface Auth {
  /**
   * How keys are agreed on; sae is WPA3.
   */
  'key-management'?: 'none' | 'psk' | 'sae' | 'eap' | '802.1x';
  /**
   * Password or pre-shared key. Kept apart as a secret.
   */
  password?: string;
  /**
   * EAP method.
   */
  method?: 'tls' | 'peap' | 'ttls';
  /**
   * Identity.
   */
  identity?: string;
  /**
   * Identity sent before encryption.
   */
  'anonymous-identity'?: string;
  /**
   * Path of the CA certificate.
   */
  'ca-certificate'?: string;
  /**
   * Path of the client certificate.
   */
  'client-certificate'?: string;
  /**
   * Path of the client's private key.
   */
  'client-key'?: string;
  /**
   * Password of the private key. Kept apart as a secret.
   */
  'client-key-password'?: string;
  /**
   * Inner authentication.
   */
  'phase2-auth'?: string;
}
/**
 * A wireless interface.
 */
export interface Wifi {
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Use DHCP for IPv4.
   */
  dhcp4?: boolean;
  /**
   * Use DHCP for IPv6.
   */
  dhcp6?: boolean;
  /**
   * MTU of IPv6.
   */
  'ipv6-mtu'?: number;
  /**
   * Use temporary IPv6 addresses.
   */
  'ipv6-privacy'?: boolean;
  /**
   * Families with link-local addresses.
   */
  'link-local'?: ('ipv4' | 'ipv6')[];
  /**
   * Configure it without a carrier.
   */
  'ignore-carrier'?: boolean;
  /**
   * Never take it down while networkd restarts.
   */
  critical?: boolean;
  /**
   * Client identifier sent to the DHCP server.
   */
  'dhcp-identifier'?: 'mac' | 'duid';
  'dhcp4-overrides'?: DhcpOverrides;
  'dhcp6-overrides'?: DhcpOverrides;
  /**
   * Accept IPv6 router advertisements.
   */
  'accept-ra'?: boolean;
  /**
   * Static addresses.
   */
  addresses?: Address[];
  /**
   * How link-local addresses are made.
   */
  'ipv6-address-generation'?: 'eui64' | 'stable-privacy';
  /**
   * Interface part of the IPv6 address.
   */
  'ipv6-address-token'?: string;
  /**
   * @deprecated
   * IPv4 gateway; newer files use routes.
   */
  gateway4?: string;
  /**
   * @deprecated
   * IPv6 gateway; newer files use routes.
   */
  gateway6?: string;
  nameservers?: Nameservers;
  /**
   * MAC address to set.
   */
  macaddress?: string;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * The machine does not wait for it while booting.
   */
  optional?: boolean;
  /**
   * Kinds of addresses not waited for.
   */
  'optional-addresses'?: string[];
  /**
   * Whether it is brought up.
   */
  'activation-mode'?: 'manual' | 'off';
  /**
   * Static routes.
   */
  routes?: Route[];
  /**
   * Rules that select routing tables.
   */
  'routing-policy'?: RoutingRule[];
  /**
   * Which interface this is, by current properties.
   */
  match?: {
    /**
     * Kernel name; * and ? are wildcards.
     */
    name?: string;
    /**
     * MAC address.
     */
    macaddress?: string;
    /**
     * Kernel driver or drivers.
     */
    driver?: string | string[];
  };
  /**
   * Name to give it; needs match.
   */
  'set-name'?: string;
  /**
   * Enable wake on LAN.
   */
  wakeonlan?: boolean;
  /**
   * Send LLDP packets.
   */
  'emit-lldp'?: boolean;
  /**
   * Receive checksum offload.
   */
  'receive-checksum-offload'?: boolean;
  /**
   * Transmit checksum offload.
   */
  'transmit-checksum-offload'?: boolean;
  /**
   * Tcp segmentation offload.
   */
  'tcp-segmentation-offload'?: boolean;
  /**
   * Tcp6 segmentation offload.
   */
  'tcp6-segmentation-offload'?: boolean;
  /**
   * Generic segmentation offload.
   */
  'generic-segmentation-offload'?: boolean;
  /**
   * Generic receive offload.
   */
  'generic-receive-offload'?: boolean;
  /**
   * Large receive offload.
   */
  'large-receive-offload'?: boolean;
  /**
   * Wireless networks by name.
   */
  'access-points': {
    /**
     * A wireless network.
     */
    [k: string]: {
      /**
       * Pre-shared key. Kept apart as a secret.
       */
      password?: string;
      auth?: Auth;
      /**
       * Mode.
       */
      mode?: 'infrastructure' | 'ap' | 'adhoc';
      /**
       * Only this access point.
       */
      bssid?: string;
      /**
       * Band.
       */
      band?: '5GHz' | '2.4GHz';
      /**
       * Channel.
       */
      channel?: number;
      /**
       * The network name is hidden.
       */
      hidden?: boolean;
    };
  };
  /**
   * Reasons to wake up.
   */
  wakeonwlan?: string[];
  /**
   * Country whose radio rules apply.
   */
  'regulatory-domain'?: string;
  auth?: Auth;
}
/**
 * Several interfaces used as one.
 */
export interface Bond {
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Use DHCP for IPv4.
   */
  dhcp4?: boolean;
  /**
   * Use DHCP for IPv6.
   */
  dhcp6?: boolean;
  /**
   * MTU of IPv6.
   */
  'ipv6-mtu'?: number;
  /**
   * Use temporary IPv6 addresses.
   */
  'ipv6-privacy'?: boolean;
  /**
   * Families with link-local addresses.
   */
  'link-local'?: ('ipv4' | 'ipv6')[];
  /**
   * Configure it without a carrier.
   */
  'ignore-carrier'?: boolean;
  /**
   * Never take it down while networkd restarts.
   */
  critical?: boolean;
  /**
   * Client identifier sent to the DHCP server.
   */
  'dhcp-identifier'?: 'mac' | 'duid';
  'dhcp4-overrides'?: DhcpOverrides;
  'dhcp6-overrides'?: DhcpOverrides;
  /**
   * Accept IPv6 router advertisements.
   */
  'accept-ra'?: boolean;
  /**
   * Static addresses.
   */
  addresses?: Address[];
  /**
   * How link-local addresses are made.
   */
  'ipv6-address-generation'?: 'eui64' | 'stable-privacy';
  /**
   * Interface part of the IPv6 address.
   */
  'ipv6-address-token'?: string;
  /**
   * @deprecated
   * IPv4 gateway; newer files use routes.
   */
  gateway4?: string;
  /**
   * @deprecated
   * IPv6 gateway; newer files use routes.
   */
  gateway6?: string;
  nameservers?: Nameservers;
  /**
   * MAC address to set.
   */
  macaddress?: string;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * The machine does not wait for it while booting.
   */
  optional?: boolean;
  /**
   * Kinds of addresses not waited for.
   */
  'optional-addresses'?: string[];
  /**
   * Whether it is brought up.
   */
  'activation-mode'?: 'manual' | 'off';
  /**
   * Static routes.
   */
  routes?: Route[];
  /**
   * Rules that select routing tables.
   */
  'routing-policy'?: RoutingRule[];
  /**
   * The members, by their names in this document.
   */
  interfaces: string[];
  /**
   * How the members are used.
   */
  parameters?: {
    /**
     * Bonding mode.
     */
    mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb';
    /**
     * LACP rate.
     */
    'lacp-rate'?: 'slow' | 'fast';
    /**
     * How often links are checked, in milliseconds.
     */
    'mii-monitor-interval'?: number | string;
    /**
     * Links needed.
     */
    'min-links'?: number;
    /**
     * How traffic is spread.
     */
    'transmit-hash-policy'?: 'layer2' | 'layer3+4' | 'layer2+3' | 'encap2+3' | 'encap3+4';
    /**
     * Aggregator selection.
     */
    'ad-select'?: 'stable' | 'bandwidth' | 'count';
    /**
     * Accept packets on inactive members.
     */
    'all-members-active'?: boolean;
    /**
     * @deprecated
     * Older spelling of all-members-active.
     */
    'all-slaves-active'?: boolean;
    /**
     * How often ARP is checked, in milliseconds.
     */
    'arp-interval'?: number | string;
    /**
     * Addresses asked by ARP.
     */
    'arp-ip-targets'?: string[];
    /**
     * Which ARP answers are validated.
     */
    'arp-validate'?: 'none' | 'active' | 'backup' | 'all';
    /**
     * How many targets must answer.
     */
    'arp-all-targets'?: 'any' | 'all';
    /**
     * Delay before a link counts as up, in milliseconds.
     */
    'up-delay'?: number | string;
    /**
     * Delay before a link counts as down, in milliseconds.
     */
    'down-delay'?: number | string;
    /**
     * MAC addresses of the members.
     */
    'fail-over-mac-policy'?: 'none' | 'active' | 'follow';
    /**
     * ARP packets after a failover.
     */
    'gratuitous-arp'?: number;
    /**
     * @deprecated
     * Older spelling of gratuitous-arp.
     */
    'gratuitious-arp'?: number;
    /**
     * Packets before the next member.
     */
    'packets-per-member'?: number;
    /**
     * @deprecated
     * Older spelling of packets-per-member.
     */
    'packets-per-slave'?: number;
    /**
     * When the primary is chosen again.
     */
    'primary-reselect-policy'?: 'always' | 'better' | 'failure';
    /**
     * IGMP reports after a failover.
     */
    'resend-igmp'?: number;
    /**
     * Seconds between learning packets.
     */
    'learn-packet-interval'?: number | string;
    /**
     * The preferred member.
     */
    primary?: string;
  };
}
/**
 * Several interfaces joined as by a switch.
 */
export interface Bridge {
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Use DHCP for IPv4.
   */
  dhcp4?: boolean;
  /**
   * Use DHCP for IPv6.
   */
  dhcp6?: boolean;
  /**
   * MTU of IPv6.
   */
  'ipv6-mtu'?: number;
  /**
   * Use temporary IPv6 addresses.
   */
  'ipv6-privacy'?: boolean;
  /**
   * Families with link-local addresses.
   */
  'link-local'?: ('ipv4' | 'ipv6')[];
  /**
   * Configure it without a carrier.
   */
  'ignore-carrier'?: boolean;
  /**
   * Never take it down while networkd restarts.
   */
  critical?: boolean;
  /**
   * Client identifier sent to the DHCP server.
   */
  'dhcp-identifier'?: 'mac' | 'duid';
  'dhcp4-overrides'?: DhcpOverrides;
  'dhcp6-overrides'?: DhcpOverrides;
  /**
   * Accept IPv6 router advertisements.
   */
  'accept-ra'?: boolean;
  /**
   * Static addresses.
   */
  addresses?: Address[];
  /**
   * How link-local addresses are made.
   */
  'ipv6-address-generation'?: 'eui64' | 'stable-privacy';
  /**
   * Interface part of the IPv6 address.
   */
  'ipv6-address-token'?: string;
  /**
   * @deprecated
   * IPv4 gateway; newer files use routes.
   */
  gateway4?: string;
  /**
   * @deprecated
   * IPv6 gateway; newer files use routes.
   */
  gateway6?: string;
  nameservers?: Nameservers;
  /**
   * MAC address to set.
   */
  macaddress?: string;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * The machine does not wait for it while booting.
   */
  optional?: boolean;
  /**
   * Kinds of addresses not waited for.
   */
  'optional-addresses'?: string[];
  /**
   * Whether it is brought up.
   */
  'activation-mode'?: 'manual' | 'off';
  /**
   * Static routes.
   */
  routes?: Route[];
  /**
   * Rules that select routing tables.
   */
  'routing-policy'?: RoutingRule[];
  /**
   * The members, by their names in this document.
   */
  interfaces?: string[];
  /**
   * Suppress neighbour discovery.
   */
  'neigh-suppress'?: boolean;
  /**
   * How the bridge works.
   */
  parameters?: {
    /**
     * Seconds a MAC address is kept.
     */
    'ageing-time'?: number | string;
    /**
     * Seconds a MAC address is kept.
     */
    'aging-time'?: number | string;
    /**
     * Bridge priority.
     */
    priority?: number;
    /**
     * Priority of each member.
     */
    'port-priority'?: {
      /**
       * Priority.
       */
      [k: string]: number;
    };
    /**
     * Seconds in listening and learning.
     */
    'forward-delay'?: number | string;
    /**
     * Seconds between hello packets.
     */
    'hello-time'?: number | string;
    /**
     * Seconds until a hello packet is missed.
     */
    'max-age'?: number | string;
    /**
     * Cost of each member.
     */
    'path-cost'?: {
      /**
       * Cost.
       */
      [k: string]: number;
    };
    /**
     * Use the spanning tree protocol.
     */
    stp?: boolean;
  };
}
/**
 * A VLAN on another interface.
 */
export interface Vlan {
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Use DHCP for IPv4.
   */
  dhcp4?: boolean;
  /**
   * Use DHCP for IPv6.
   */
  dhcp6?: boolean;
  /**
   * MTU of IPv6.
   */
  'ipv6-mtu'?: number;
  /**
   * Use temporary IPv6 addresses.
   */
  'ipv6-privacy'?: boolean;
  /**
   * Families with link-local addresses.
   */
  'link-local'?: ('ipv4' | 'ipv6')[];
  /**
   * Configure it without a carrier.
   */
  'ignore-carrier'?: boolean;
  /**
   * Never take it down while networkd restarts.
   */
  critical?: boolean;
  /**
   * Client identifier sent to the DHCP server.
   */
  'dhcp-identifier'?: 'mac' | 'duid';
  'dhcp4-overrides'?: DhcpOverrides;
  'dhcp6-overrides'?: DhcpOverrides;
  /**
   * Accept IPv6 router advertisements.
   */
  'accept-ra'?: boolean;
  /**
   * Static addresses.
   */
  addresses?: Address[];
  /**
   * How link-local addresses are made.
   */
  'ipv6-address-generation'?: 'eui64' | 'stable-privacy';
  /**
   * Interface part of the IPv6 address.
   */
  'ipv6-address-token'?: string;
  /**
   * @deprecated
   * IPv4 gateway; newer files use routes.
   */
  gateway4?: string;
  /**
   * @deprecated
   * IPv6 gateway; newer files use routes.
   */
  gateway6?: string;
  nameservers?: Nameservers;
  /**
   * MAC address to set.
   */
  macaddress?: string;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * The machine does not wait for it while booting.
   */
  optional?: boolean;
  /**
   * Kinds of addresses not waited for.
   */
  'optional-addresses'?: string[];
  /**
   * Whether it is brought up.
   */
  'activation-mode'?: 'manual' | 'off';
  /**
   * Static routes.
   */
  routes?: Route[];
  /**
   * Rules that select routing tables.
   */
  'routing-policy'?: RoutingRule[];
  /**
   * VLAN id.
   */
  id: number;
  /**
   * The interface below, by its name in this document.
   */
  link: string;
}
/**
 * A routing domain of its own.
 */
export interface Vrf {
  /**
   * Who sets it up. CognOS runs networkd.
   */
  renderer?: 'networkd' | 'NetworkManager';
  /**
   * Use DHCP for IPv4.
   */
  dhcp4?: boolean;
  /**
   * Use DHCP for IPv6.
   */
  dhcp6?: boolean;
  /**
   * MTU of IPv6.
   */
  'ipv6-mtu'?: number;
  /**
   * Use temporary IPv6 addresses.
   */
  'ipv6-privacy'?: boolean;
  /**
   * Families with link-local addresses.
   */
  'link-local'?: ('ipv4' | 'ipv6')[];
  /**
   * Configure it without a carrier.
   */
  'ignore-carrier'?: boolean;
  /**
   * Never take it down while networkd restarts.
   */
  critical?: boolean;
  /**
   * Client identifier sent to the DHCP server.
   */
  'dhcp-identifier'?: 'mac' | 'duid';
  'dhcp4-overrides'?: DhcpOverrides;
  'dhcp6-overrides'?: DhcpOverrides;
  /**
   * Accept IPv6 router advertisements.
   */
  'accept-ra'?: boolean;
  /**
   * Static addresses.
   */
  addresses?: Address[];
  /**
   * How link-local addresses are made.
   */
  'ipv6-address-generation'?: 'eui64' | 'stable-privacy';
  /**
   * Interface part of the IPv6 address.
   */
  'ipv6-address-token'?: string;
  /**
   * @deprecated
   * IPv4 gateway; newer files use routes.
   */
  gateway4?: string;
  /**
   * @deprecated
   * IPv6 gateway; newer files use routes.
   */
  gateway6?: string;
  nameservers?: Nameservers;
  /**
   * MAC address to set.
   */
  macaddress?: string;
  /**
   * MTU.
   */
  mtu?: number;
  /**
   * The machine does not wait for it while booting.
   */
  optional?: boolean;
  /**
   * Kinds of addresses not waited for.
   */
  'optional-addresses'?: string[];
  /**
   * Whether it is brought up.
   */
  'activation-mode'?: 'manual' | 'off';
  /**
   * Static routes.
   */
  routes?: Route[];
  /**
   * Rules that select routing tables.
   */
  'routing-policy'?: RoutingRule[];
  /**
   * Its routing table.
   */
  table: number;
  /**
   * The members, by their names in this document.
   */
  interfaces?: string[];
}
/**
 * Network in version 1, as cloud-init 22.4.2 reads it.
 */
export interface NetworkV1 {
  /**
   * Version of this form.
   */
  version: 1;
  /**
   * Interfaces, DNS servers and routes.
   */
  config: (
    | {
        /**
         * Kind of entry.
         */
        type: 'physical';
        /**
         * Name of the interface.
         */
        name: string;
        /**
         * MAC address: which interface this is, or which to set.
         */
        mac_address?: string;
        /**
         * MTU.
         */
        mtu?: number;
        /**
         * Addresses.
         */
        subnets?: SubnetV1[];
        /**
         * Accept IPv6 router advertisements.
         */
        'accept-ra'?: boolean;
        /**
         * Enable wake on LAN.
         */
        wakeonlan?: boolean;
      }
    | {
        /**
         * Kind of entry.
         */
        type: 'loopback';
        /**
         * Name of the interface.
         */
        name: string;
        /**
         * MAC address: which interface this is, or which to set.
         */
        mac_address?: string;
        /**
         * MTU.
         */
        mtu?: number;
        /**
         * Addresses.
         */
        subnets?: SubnetV1[];
      }
    | {
        /**
         * Kind of entry.
         */
        type: 'bond';
        /**
         * Name of the interface.
         */
        name: string;
        /**
         * MAC address: which interface this is, or which to set.
         */
        mac_address?: string;
        /**
         * MTU.
         */
        mtu?: number;
        /**
         * Addresses.
         */
        subnets?: SubnetV1[];
        /**
         * Members by name.
         */
        bond_interfaces: string[];
        /**
         * Accept IPv6 router advertisements.
         */
        'accept-ra'?: boolean;
        /**
         * Kernel bonding options, each bond-… or bond_….
         */
        params?: {
          [k: string]: string | number | boolean | unknown[];
        };
      }
    | {
        /**
         * Kind of entry.
         */
        type: 'bridge';
        /**
         * Name of the interface.
         */
        name: string;
        /**
         * MAC address: which interface this is, or which to set.
         */
        mac_address?: string;
        /**
         * MTU.
         */
        mtu?: number;
        /**
         * Addresses.
         */
        subnets?: SubnetV1[];
        /**
         * Members by name.
         */
        bridge_interfaces: string[];
        /**
         * Accept IPv6 router advertisements.
         */
        'accept-ra'?: boolean;
        /**
         * Bridge options, each bridge_….
         */
        params?: {
          [k: string]: string | number | boolean | unknown[];
        };
      }
    | {
        /**
         * Kind of entry.
         */
        type: 'vlan';
        /**
         * Name of the interface.
         */
        name: string;
        /**
         * MAC address: which interface this is, or which to set.
         */
        mac_address?: string;
        /**
         * MTU.
         */
        mtu?: number;
        /**
         * Addresses.
         */
        subnets?: SubnetV1[];
        /**
         * The interface below.
         */
        vlan_link: string;
        /**
         * VLAN id.
         */
        vlan_id: number;
      }
    | {
        /**
         * Kind of entry.
         */
        type: 'nameserver';
        /**
         * Servers.
         */
        address: string[] | string;
        /**
         * Search domains.
         */
        search?: string[] | string;
        /**
         * Only for this interface.
         */
        interface?: string;
      }
    | {
        /**
         * Kind of entry.
         */
        type: 'route';
        /**
         * Destination.
         */
        destination?: string;
        /**
         * Destination.
         */
        network?: string;
        /**
         * Its netmask.
         */
        netmask?: string;
        /**
         * Gateway.
         */
        gateway: string;
        /**
         * Lower is preferred.
         */
        metric?: number;
      }
  )[];
}
/**
 * An address or a way to get one.
 */
export interface SubnetV1 {
  /**
   * How the address is found.
   */
  type: 'static' | 'static6' | 'dhcp' | 'dhcp4' | 'dhcp6' | 'manual' | 'ipv6_dhcpv6-stateful' | 'ipv6_dhcpv6-stateless' | 'ipv6_slaac';
  /**
   * Address, best in CIDR form.
   */
  address?: string;
  /**
   * Netmask, unless the address has a prefix length.
   */
  netmask?: string;
  /**
   * Broadcast address.
   */
  broadcast?: string;
  /**
   * Gateway of the default route.
   */
  gateway?: string;
  /**
   * When it is brought up.
   */
  control?: 'auto' | 'manual' | 'hotplug';
  /**
   * DNS servers.
   */
  dns_nameservers?: string[] | string;
  /**
   * Search domains.
   */
  dns_search?: string[] | string;
  /**
   * Routes through this subnet.
   *
   * Items: A route.
   */
  routes?: {
    /**
     * Destination.
     */
    network?: string;
    /**
     * Destination.
     */
    destination?: string;
    /**
     * Its netmask or prefix length.
     */
    netmask?: string;
    /**
     * Gateway.
     */
    gateway: string;
    /**
     * Lower is preferred.
     */
    metric?: number;
  }[];
  /**
   * Metric of the default route.
   */
  metric?: number;
  /**
   * The address is IPv4.
   */
  ipv4?: boolean;
  /**
   * The address is IPv6.
   */
  ipv6?: boolean;
}
/**
 * What cloud-init has no word for.
 */
export interface Cognos {
  /**
   * Version of this part of the spec.
   */
  version: 1;
  /**
   * Install without asking. With false or nothing the installer waits for a person.
   */
  unattended?: boolean;
  /**
   * Sections that the wizard asks; the rest is as this file says. Nothing is installed unattended while a section is open.
   */
  interactive?: boolean | ('locale' | 'network' | 'storage' | 'ai' | 'users' | 'security')[];
  /**
   * Which disk, and what it becomes.
   */
  storage?: {
    /**
     * Which disk.
     */
    disk?: {
      match?: DiskMatch;
      /**
       * Which disks may be overwritten: blank, only one with nothing on it or one that the match names by serial, wwn or by-id; any, every one that fits.
       */
      wipe?: 'blank' | 'any';
    };
    /**
     * Root filesystem; btrfs when left out.
     */
    layout?: 'btrfs' | 'ext4';
    /**
     * The root filesystem.
     */
    root?: {
      size?: Size;
    };
    /**
     * Swap; a size of 0B means none.
     */
    swap?: {
      size?: Size;
    };
    /**
     * The filesystem for language models; a size of 0B means none.
     */
    models?: {
      size?: Size;
      /**
       * Keep the one of an earlier CognOS on this disk, with the models in it; where there is none, a new one is made. Not together with a size, or with encrypt.
       */
      keep?: boolean;
    };
    /**
     * LUKS2 for everything but what starts the machine: its passphrase is asked on screen and serial line at each start.
     */
    encrypt?: {
      /**
       * What opens the disk at a start; passphrase when left out, and tpm2 is refused in this release.
       */
      luks?: 'passphrase' | 'tpm2';
      /**
       * At least 8 letters, digits and signs as every keyboard has them (ASCII). Kept apart as a secret.
       */
      passphrase?: string;
    };
    /**
     * The EFI system partition.
     */
    esp?: {
      size?: Size;
    };
  };
  /**
   * The language model: which one, on what. Chosen before the disk is touched, put in place by the first boot.
   */
  ai?: {
    /**
     * Id of a model of the catalogue (`cognos-install models`), auto or none; auto when left out: the best that fits this machine and is fast enough on it, by measurement.
     */
    model?: string;
    /**
     * The least speed that auto accepts, in generated tokens per second.
     */
    min_tokens_per_second?: number;
    /**
     * Context window in tokens; 8192 when left out, or what the model was trained for when that is less. Memory is judged at this size.
     */
    context?: number;
    /**
     * What the model may run on: auto takes the best that drivers can be had for, cpu installs none, another word insists on that one.
     */
    acceleration?: 'auto' | 'cpu' | 'vulkan' | 'cuda' | 'rocm' | 'sycl' | 'openvino';
    /**
     * What auto chooses for; general when left out.
     */
    purpose?: 'general' | 'code' | 'multilingual' | 'medical' | 'legal';
    /**
     * Language that auto's model must be good at, as a BCP 47 code.
     */
    language?: string;
    max_memory?: Size;
    max_disk?: Size;
    /**
     * Ids of licences that were read and are accepted; a model under a licence that must be accepted cannot be chosen without.
     */
    accept_licences?: string[];
    /**
     * Models whose size or digest nobody could verify may be chosen, too; false when left out.
     */
    allow_unverified?: boolean;
    /**
     * A catalogue of your own in place of the one that comes with CognOS. It must be signed.
     */
    catalog?: {
      /**
       * Its https URL, a file by its absolute path, or volume:NAME, a file on a volume labelled COGNOS-AI; the signature is beside it, with .minisig added.
       */
      from: string;
      /**
       * Public keys (minisign) one of which must have signed it.
       *
       * @minItems 1
       */
      keys: string[];
    };
    /**
     * Vendors' own signed package repositories may be added for drivers that Debian does not have; false when left out.
     */
    vendor_repositories?: boolean;
    /**
     * With Secure Boot on, a driver that is built on the machine needs its key enrolled at the console: ask prepares that, never stays with signed drivers. never when left out.
     */
    enrol_key?: 'ask' | 'never';
    /**
     * Further models, each served by an agent of its own (cognos-agent@NAME).
     *
     * Items: One further agent.
     */
    instances?: {
      /**
       * Name of the instance.
       */
      name: string;
      /**
       * Id of a model of the catalogue.
       */
      model: string;
      /**
       * Port of its API.
       */
      port: number;
      /**
       * Context window in tokens; 4096 when left out.
       */
      context?: number;
    }[];
    /**
     * How models are downloaded.
     */
    download?: {
      /**
       * Base addresses tried before the catalogue's own sources, with the model's file name added: a server on the local network, for one.
       *
       * Items: An http or https address; what comes from it must have the catalogue's digest.
       */
      mirrors?: string[];
      limit?: Size;
      /**
       * Proxy; apt's when left out.
       */
      proxy?: string;
      /**
       * Share models with other CognOS machines of the local network (BitTorrent with local peer discovery), where the server has MODEL.torrent beside the model; the firewall lets the local networks in meanwhile. False when left out.
       */
      peers?: boolean;
      /**
       * How long a machine gives to others what it has fetched with peers; it ends with what comes first.
       */
      share?: {
        /**
         * Minutes after its own download; 30 when left out, 0 for not at all.
         */
        minutes?: number;
        /**
         * How many times the model's size it gives away at most; 4 when left out.
         */
        ratio?: number;
      };
    };
    /**
     * The agent's OpenAI-compatible API. It always wants the key of /etc/cognos/api-key.
     */
    api?: {
      /**
       * Address to listen on; 127.0.0.1 when left out. The firewall must allow the port besides.
       */
      listen?: string;
      /**
       * Port; 8080 when left out.
       */
      port?: number;
    };
  };
  /**
   * Hardening: what guards the machine is written before it starts for the first time, first boot does the rest.
   */
  security?: {
    /**
     * How far: none; baseline, what no server should be without; the benchmarks of the Center for Internet Security, level 1 or 2, beyond that. cis-level1-server when left out.
     */
    profile?: 'none' | 'baseline' | 'cis-level1-server' | 'cis-level2-server';
    /**
     * The firewall: everything that comes in is dropped but what is named here.
     */
    firewall?: {
      /**
       * Services by name, ports as NUMBER/PROTOCOL, or both with the networks that may reach them; ssh when left out. An empty list closes ssh as well.
       *
       * Items: What may be reached.
       */
      allow?: (
        | string
        | {
            /**
             * A service or a port.
             */
            service: string;
            /**
             * Networks in CIDR form, or addresses.
             *
             * @minItems 1
             *
             * Items: A network.
             */
            from: string[];
          }
      )[];
    };
    /**
     * What the profile would break and this machine needs: containers (IP forwarding, overlay), usb-storage, ipv6-ra (router advertisements; found by itself where the network needs them), squashfs.
     *
     * Items: One exception.
     */
    exceptions?: ('containers' | 'usb-storage' | 'ipv6-ra' | 'squashfs')[];
    /**
     * Ids of controls that are left out (`cognos-harden list` names them).
     *
     * Items: Id of a control.
     */
    skip?: string[];
    /**
     * Automatic updates.
     */
    updates?: {
      /**
       * Which packages are updated by themselves; security when left out.
       */
      automatic?: 'security' | 'all' | 'none';
      /**
       * When the machine may restart for an update: never, or a time of day; never when left out.
       */
      reboot?: string;
    };
  };
  /**
   * The first boot of the installed machine.
   */
  firstboot?: {
    /**
     * Where events and the final report are sent by POST, as JSON.
     */
    report?: {
      url: Url;
      /**
       * Bearer token. Kept apart as a secret.
       */
      token?: string;
      /**
       * Key of the HMAC-SHA256 in the header X-CognOS-Signature, by which the receiver knows the sender. Kept apart as a secret.
       */
      secret?: string;
      /**
       * What is sent; finished and failed when left out.
       *
       * Items: One event.
       */
      events?: ('started' | 'progress' | 'failed' | 'finished')[];
    };
    /**
     * The read-only page that shows what first boot is doing. On this machine alone (port 8090) unless told otherwise.
     */
    status_page?: {
      /**
       * Reachable over the network as well: with TLS, and a PIN that is shown on the console. The firewall is opened for it while first boot runs.
       */
      network?: boolean;
      /**
       * Its port; 8443 over the network when left out.
       */
      port?: number;
    };
    /**
     * Where questions that the spec leaves open are asked: console, network (a browser, with TLS and a PIN shown on the console) besides it, or nowhere. console when left out.
     */
    ask?: 'console' | 'network' | 'never';
  };
  /**
   * The installation itself.
   */
  install?: {
    /**
     * What happens when it is done; reboot when left out.
     */
    after?: 'reboot' | 'poweroff' | 'stay';
  };
}
/**
 * Rules that all have to hold; with none, the machine must have exactly one disk that fits.
 */
export interface DiskMatch {
  /**
   * Name under /dev/disk/by-id; * and ? are wildcards.
   */
  'by-id'?: string;
  /**
   * Serial number.
   */
  serial?: string;
  /**
   * World-wide name.
   */
  wwn?: string;
  /**
   * How the disk is attached.
   */
  transport?: 'nvme' | 'sata' | 'sas' | 'usb' | 'virtio' | 'mmc' | 'iscsi' | 'fc' | 'scsi';
  /**
   * Model name; * and ? are wildcards.
   */
  model?: string;
  /**
   * Device path. It can name another disk after every boot: prefer by-id, serial or wwn.
   */
  path?: string;
  /**
   * One comparison with the disk's size or several that all have to hold.
   */
  size?: SizeRule | SizeRule[];
  /**
   * A disk that turns (true) or not (false).
   */
  rotational?: boolean;
  /**
   * Which of several disks that fit.
   */
  prefer?: 'largest' | 'smallest' | 'fastest';
}
