// What the build inserts into the service worker: see `xtask/src/build/offline.rs`.
declare module 'site-files' {
  /** The hash of each file by its path on the site. */
  export const files: Record<string, string>;
  /** The index of each file's headers in `sets`, by its path. An operator's files are included. */
  export const headers: Record<string, number>;
  export const sets: Record<string, string>[];
}
