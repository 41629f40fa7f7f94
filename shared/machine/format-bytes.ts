const decimal = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** As makers count disks: "2.0 TB", "931 GB", "512 B". One decimal below ten. */
export function formatBytes(bytes: number): string {
  return format(bytes, 1000, decimal);
}

/** As memory and partitions are counted: "3.8 GiB", "512 MiB". */
export function formatBinaryBytes(bytes: number): string {
  return format(bytes, 1024, binary);
}

function format(bytes: number, step: number, units: string[]): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be printed as 1000, which is 1.0 of the next unit.
  while (unit < units.length - 1 && value >= (value >= 10 ? step - 0.5 : step)) {
    value /= step;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
