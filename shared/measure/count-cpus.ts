/** "0-3,8" -> 5: the kernel's list of CPUs (cpuset(7), FORMATS). */
export function countCpus(list: string): number {
  return list.split(',').filter(Boolean).reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
}
