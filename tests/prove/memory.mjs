// Searches for bytes in the memory of other processes, page by page.
import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';

const PAGE = 4_096;
/** The size of a read. Patterns across two reads are found as well. */
const CHUNK = 16 << 20;
/** Mapped files that contain programs and their data. */
const OF_DISK = /\.(so|pak|dat|bin)(\.[\d.]+)?$/;

/** The reason why memory cannot be read, or `false`. */
export function blind() {
  if (process.platform !== 'linux') return 'the memory of other processes is read on Linux';
  try {
    closeSync(openSync(`/proc/${process.ppid}/mem`, 'r'));
    return false;
  } catch {
    return 'only root reads the memory of other processes (/proc/PID/mem)';
  }
}

/** The processes of the browser with a profile: `[{ pid, kind }]`. */
export function processes(profile) {
  const all = readdirSync('/proc').filter(Number).flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      const parent = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ')[1];
      const named = (name) => words.match(new RegExp(`--${name}=([^ \0]+)`))?.[1];
      const kind = named('utility-sub-type') ?? named('type') ?? 'browser';
      return [{ pid, parent, kind, isOurs: words.includes(profile) }];
    } catch {
      return [];
    }
  });
  const ours = new Set(all.filter((it) => it.isOurs).map((it) => it.pid));
  for (let before = -1; before !== ours.size;) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter((it) => ours.has(it.pid));
}

/** Ranges of a process's pages that are in memory or swapped out: `[start, length]`. */
function* resident(pid) {
  const map = openSync(`/proc/${pid}/pagemap`, 'r');
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
      const found = /^([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+ *(.*)$/.exec(line);
      if (!found || /^\[v(var|syscall)/.test(found[4]) || OF_DISK.test(found[4])) continue;
      const [low, high] = [parseInt(found[1], 16), parseInt(found[2], 16)];
      for (let at = low; at < high; at += CHUNK) {
        const pages = Math.min(high - at, CHUNK) / PAGE;
        const entries = Buffer.alloc(8 * pages);
        if (readSync(map, entries, 0, entries.length, at / PAGE * 8) === 0) break;
        let start = -1;
        for (let i = 0; i <= pages; i++) {
          // The two highest bits: present in memory, swapped out.
          const isThere = i < pages && entries[8 * i + 7] >> 6 !== 0;
          if (isThere && start < 0) start = i;
          if (!isThere && start >= 0) {
            yield [at + start * PAGE, (i - start) * PAGE];
            start = -1;
          }
        }
      }
    }
  } finally {
    closeSync(map);
  }
}

/** Searches the memory of processes for `wanted`: `{ mebibytes, found: ['KIND: WHAT'] }`. */
export function look(processes, wanted) {
  const longest = Math.max(...wanted.map((it) => it.bytes.length));
  const buffer = Buffer.alloc(longest + CHUNK);
  const found = new Map();
  let total = 0;
  for (const { pid, kind } of processes) {
    let memory;
    try {
      memory = openSync(`/proc/${pid}/mem`, 'r');
      let [end, kept] = [-1, 0];
      for (const [start, length] of resident(pid)) {
        // The end of the previous read is searched again.
        if (start !== end) kept = 0;
        let size;
        try {
          size = readSync(memory, buffer, kept, length, start);
        } catch {
          // The page was unmapped meanwhile.
          continue;
        }
        total += size;
        const bytes = buffer.subarray(0, kept + size);
        for (const { what, bytes: wish } of wanted) {
          if (bytes.indexOf(wish) >= 0) found.set(`${kind}: ${what}`, (found.get(`${kind}: ${what}`) ?? 0) + 1);
        }
        const rest = Math.min(longest, bytes.length);
        bytes.copy(buffer, 0, bytes.length - rest);
        [end, kept] = [start + size, rest];
      }
    } catch (error) {
      // A process that has ended has no memory.
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    } finally {
      if (memory !== undefined) closeSync(memory);
    }
  }
  return { mebibytes: Math.round(total / (1 << 20)), found: Array.from(found.keys()).sort() };
}
