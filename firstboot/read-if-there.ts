/** As shared/system/read-text.ts; the name that first boot's files know it by. */
export { readText as readIfThere } from '../shared/system/read-text.ts';
