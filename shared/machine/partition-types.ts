/**
 * Partition types by GUID or, on DOS tables, by lsblk's `0x..`. Sources: UEFI specification 2.10 (5.3), the
 * Discoverable Partitions Specification (uapi-group.org) and Microsoft's "PARTITION_INFORMATION_GPT".
 */
export const partitionTypes: Record<string, string> = {
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b': 'EFI system partition',
  '21686148-6449-6e6f-744e-656564454649': 'BIOS boot partition',
  'e3c9e316-0b5c-4db8-817d-f92df00215ae': 'Windows reserved partition',
  'de94bba4-06d1-4d40-a16a-bfd50179d6ac': 'Windows recovery partition',
  'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7': 'data partition',
  '4f68bce3-e8cd-4db1-96e7-fbcaf984b709': 'Linux root (x86-64)',
  'b921b045-1df0-41c3-af44-4c6f280d3fae': 'Linux root (ARM64)',
  '72ec70a6-cf74-40e6-bd49-4bda08e8f224': 'Linux root (RISC-V 64)',
  '0fc63daf-8483-4772-8e79-3d69d8477de4': 'Linux filesystem',
  '933ac7e1-2eb4-4f13-b844-0e14e2aef915': 'Linux home',
  '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f': 'Linux swap',
  'a19d880f-05fc-4d3b-a006-743f0f84911e': 'Linux RAID',
  'e6d6d379-f507-44c2-a23c-238f2a3df928': 'Linux LVM',
  'bc13c2ff-59e6-4262-a352-b275fd6f7172': 'Linux extended boot',
  '0x5': 'extended partition',
  '0x7': 'NTFS or exFAT',
  '0xc': 'FAT32',
  '0xf': 'extended partition',
  '0x27': 'Windows recovery partition',
  '0x82': 'Linux swap',
  '0x83': 'Linux filesystem',
  '0x8e': 'Linux LVM',
  '0xef': 'EFI system partition',
  '0xfd': 'Linux RAID',
};
