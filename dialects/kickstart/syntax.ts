/**
 * The commands and sections of kickstart, from Red Hat Enterprise Linux 5 to 10 and Fedora, with their options: how many words may
 * stand beside them (`*`: whatever is written), `=` after an option that takes a value, `|` before another name of the same option.
 */
import { nearest } from '../../shared/spec/nearest.ts';
import type { Options } from './statement.ts';

const filesystem = 'fsoptions= fsprofile= label= mkfsoptions= fstype=|type=';
const encryption = 'encrypted passphrase= cipher= escrowcert= backuppassphrase luks-version= pbkdf= pbkdf-memory= pbkdf-time= pbkdf-iterations=';
const tls = 'noverifyssl sslcacert= sslclientcert= sslclientkey=';
const script = 'erroronfail interpreter= log=|logfile=';

export const syntax: Readonly<Record<string, string>> = {
  authconfig: '*', authselect: '*', realm: '*', device: '*', lilo: '*', multipath: '*', dmraid: '*', installclass: '*', stratis: '*', stratispool: '*', stratisfs: '*',
  autopart: `0 type= fstype= nolvm noboot nohome noswap hibernation ${encryption}`,
  autostep: '0 autoscreenshot',
  bootc: '0 stateroot= source-imgref= target-imgref= bootloader= composefs',
  bootloader: '0 append= location= password= md5pass= iscrypted upgrade driveorder= timeout= default= boot-drive= leavebootorder extlinux sdboot disabled nombr linear nolinear lba32',
  btrfs: '99 noformat useexisting label= data= metadata= subvol parent= name= mkfsoptions=',
  cdrom: '0', deviceprobe: '0', graphical: '0 non-interactive', text: '0 non-interactive', cmdline: '0 non-interactive', interactive: '0', lilocheck: '0', mediacheck: '0', hmc: '0', zerombr: '1', skipx: '0', method: '*',
  clearpart: '0 all drives= initlabel linux none list= disklabel= cdl',
  driverdisk: '9 source= biospart= type=',
  eula: '0 agreed|agree|accepted|accept',
  fcoe: '0 nic= dcb autovlan',
  firewall: '0 disabled|disable enabled|enable port= trust= service= ftp http smtp ssh telnet remove-service= use-system-defaults',
  firstboot: '0 disable|disabled enable|enabled reconfig',
  group: '0 name= gid=',
  harddrive: '0 biospart= partition= dir=',
  ignoredisk: '0 drives= only-use= interactive',
  install: '0 root-device=', upgrade: '0 root-device=',
  iscsi: '0 target= ipaddr= port= user= password= reverse-user= reverse-password= iface=', iscsiname: '1',
  key: '1 skip', keyboard: '9 vckeymap= xlayouts= switch=', lang: '1 addsupport=', langsupport: '9 default=',
  liveimg: `0 url= proxy= checksum= ${tls}`,
  logging: '0 host= port= level=',
  logvol: `1 grow maxsize= name= noformat percent= recommended size= useexisting vgname= resize hibernation thinpool thin poolname= chunksize= metadatasize= profile= cachesize= cachemode= cachepvs= ${filesystem} ${encryption}`,
  module: '0 name= stream= disable',
  monitor: '0 hsync= vsync= monitor= noprobe',
  mount: '2 reformat= mkfsoptions= mountoptions=',
  mouse: '9 device= emulthree',
  network: '0 bootproto= dhcpclass= device= essid= ethtool= gateway= hostname= ip= mtu= nameserver= netmask= nodns onboot= wepkey= wpakey= notksdevice noipv4 noipv6 ipv6= ipv6gateway= activate no-activate nodefroute bondslaves= bondopts= vlanid= teamslaves= teamconfig= interfacename= bridgeslaves= bridgeopts= bindto= ipv4-dns-search= ipv6-dns-search= ipv4-ignore-auto-dns ipv6-ignore-auto-dns',
  nfs: '0 server= dir= opts=', nvdimm: '1 name= namespace= mode= sectorsize= blockdevs=',
  ostreecontainer: '0 stateroot= url= transport= remote= no-signature-verification', ostreesetup: '0 osname= remote= url= ref= nogpg',
  part: `1 active asprimary grow maxsize= noformat onbiosdisk= ondisk=|ondrive= onpart=|usepart= recommended size= resize hibernation start= end= bytes-per-inode= ${filesystem} ${encryption}`,
  raid: `99 device= level= noformat spares= useexisting chunksize= ${filesystem} ${encryption}`,
  rdp: '0 username= password=', repo: `0 name= baseurl= mirrorlist= metalink= cost= excludepkgs= includepkgs= ignoregroups= proxy= install ${tls}`,
  reqpart: '0 add-boot', rescue: '0 nomount romount',
  reboot: '0 eject kexec', poweroff: '0 eject kexec', shutdown: '0 eject kexec', halt: '0 eject kexec',
  rhsm: '0 organization= activation-key= connect-to-insights proxy= server-hostname= rhsm-baseurl=',
  rootpw: '1 iscrypted plaintext lock allow-ssh',
  selinux: '0 disabled enforcing permissive', services: '0 disabled= enabled=', snapshot: '1 name= when=',
  sshkey: '9 username=', sshpw: '9 username= iscrypted plaintext lock sshkey', syspurpose: '0 role= sla= usage= addon=',
  timesource: '0 ntp-server= ntp-pool= ntp-disable nts', timezone: '1 utc|isUtc nontp ntpservers=',
  unsupported_hardware: '0', updates: '1', url: `0 url= mirrorlist= metalink= proxy= ${tls}`,
  user: '0 name= homedir= iscrypted password= shell= uid= lock plaintext gecos= gid= groups=',
  vnc: '0 password= host= port= connect=',
  volgroup: '99 noformat useexisting reserved-space= reserved-percent= pesize=',
  xconfig: '0 defaultdesktop= startxonboot server= card= hsync= vsync= monitor= noprobe driver= depth= resolution= videoram=',
  zfcp: '0 devnum= wwpn= fcplun= scsiid= scsilun=', zipl: '0 secure-boot no-secure-boot force-secure-boot',
  '%packages': '0 excludedocs ignoremissing nobase nocore ignoredeps resolvedeps default instLangs=|inst-langs= multilib excludeWeakdeps|exclude-weakdeps retries= timeout= ignorebroken',
  '%post': `0 nochroot ${script}`, '%pre': `0 ${script}`, '%pre-install': `0 ${script}`, '%onerror': `0 ${script}`, '%traceback': `0 ${script}`,
  '%addon': '*', '%anaconda': '0', '%certificate': '0 filename= dir= category=',
};

const otherNames: Readonly<Record<string, string>> = { partition: 'part', auth: 'authconfig' };
export const commands: readonly string[] = [...Object.keys(syntax).filter((name) => !name.startsWith('%')), ...Object.keys(otherNames)];
export const sections: readonly string[] = Object.keys(syntax).filter((name) => name.startsWith('%'));

/** What the command is called here; undefined where there is none. */
export function commandName(word: string): string | undefined {
  const name = Object.hasOwn(otherNames, word) ? otherNames[word] : word;
  return name !== undefined && !name.startsWith('%') && Object.hasOwn(syntax, name) ? name : undefined;
}

export interface Arguments { options: Options; words: string[]; fault?: string }

export function readArguments(name: string, given: readonly string[]): Arguments {
  const [most = '*', ...forms] = (syntax[name] ?? '*').split(' ');
  if (most === '*') return { options: new Map(), words: [...given] };
  const known = new Map(forms.flatMap((form) => {
    const names = form.split('|').map((each) => each.replace('=', ''));
    return names.map((each): [string, { first: string; takesValue: boolean }] => [each, { first: names[0] ?? each, takesValue: form.includes('=') }]);
  }));
  const options = new Map<string, string[]>();
  const words: string[] = [];
  let fault: string | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? '';
    if (!/^--./.test(word)) {
      words.push(word);
      continue;
    }
    const at = word.indexOf('=');
    const written = at < 0 ? word.slice(2) : word.slice(2, at);
    const form = known.get(written);
    if (!form) {
      fault ??= unknownOption(written, [...known.keys()]);
      continue;
    }
    const next = given[index + 1];
    const value = at >= 0 ? word.slice(at + 1) : form.takesValue ? next : undefined;
    if (form.takesValue && (value === undefined || (at < 0 && value.startsWith('--')))) fault ??= `--${written} takes a value, and none stands there; write --${written}=…`;
    else if (!form.takesValue && at >= 0) fault ??= `--${written} takes no value; write --${written} alone`;
    else if (form.takesValue && at < 0) index += 1;
    options.set(form.first, [...options.get(form.first) ?? [], value ?? '']);
  }
  if (words.length > Number(most)) fault ??= `takes ${most === '0' ? 'options alone' : most === '1' ? 'one word beside its options' : `${most} words beside its options`}, and there ${words.length === 1 ? 'is a word' : `are ${words.length} words`}; put what belongs together into quotes, or remove it`;
  return { options, words, ...fault === undefined ? {} : { fault } };
}

function unknownOption(written: string, known: string[]): string {
  const near = nearest(written, known) ?? known.find((each) => written.length >= 3 && each.startsWith(written));
  // Where a = is missing, the value is part of it.
  const quoted = /^[A-Za-z0-9_-]{1,24}$/.test(written) && near !== undefined && !/pass|key|secret|token/i.test(written) ? ` --${written}` : ' like this one';
  return near === undefined ? `has no option${quoted}, and Anaconda would stop here; remove it` : `has no option${quoted}; did you mean --${near}?`;
}
