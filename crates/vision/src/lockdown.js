// Removes from the worker all globals that could carry data out of it, before other code runs. Its
// Content-Security-Policy closes the network, but not these.
const DOORS = [
  'fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource',
  'RTCPeerConnection', 'RTCDataChannel', 'BroadcastChannel', 'SharedWorker', 'Worker',
  'importScripts', 'indexedDB', 'IDBFactory', 'caches', 'CacheStorage', 'Cache', 'cookieStore', 'CookieStore',
  'FileReaderSync', 'FileSystemSyncAccessHandle', 'MessageChannel', 'Notification', 'SharedArrayBuffer',
  'webkitRequestFileSystem', 'webkitRequestFileSystemSync', 'TCPSocket', 'UDPSocket', 'FileSystemObserver',
  'webkitResolveLocalFileSystemURL', 'webkitResolveLocalFileSystemSyncURL', 'PressureObserver',
  'navigator', 'WorkerNavigator', 'storage', 'StorageManager', 'LockManager', 'console', 'PushManager',
  'ServiceWorkerRegistration', 'BackgroundFetchManager', 'SyncManager', 'PeriodicSyncManager',
];
/** Objects that a message can contain: handles of files on a disk, whose methods are removed. */
const HANDLES = ['FileSystemFileHandle', 'FileSystemDirectoryHandle', 'FileSystemHandle'];
/** Functions that create a URL for data of the worker. */
const ADDRESSES = ['createObjectURL', 'revokeObjectURL'];

/**
 * @param {object} owner
 * @param {string} name
 */
const take = (owner, name) => {
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
};
const takeAll = (/** @type {string} */ name) => {
  for (let owner = self; owner; owner = Object.getPrototypeOf(owner)) if (Object.hasOwn(owner, name)) take(owner, name);
};
for (const name of DOORS) takeAll(name);
for (const name of HANDLES) {
  const handle = /** @type {any} */ (self)[name]?.prototype ?? {};
  for (const member of Object.keys(Object.getOwnPropertyDescriptors(handle))) take(handle, member);
  takeAll(name);
}
for (const name of ADDRESSES) if (self.URL) take(URL, name);

// Memory that is shared with another thread would be a channel outside of the messages, and a precise
// clock. So no memory can be created here, and that of a program is returned only if it is not shared.
/**
 * The browser's own getter.
 * @param {object} owner
 * @param {string} name
 */
const getter = (owner, name) => /** @type {{ get: () => any }} */ (Object.getOwnPropertyDescriptor(owner, name)).get;
const get = getter(WebAssembly.Memory.prototype, 'buffer');
const lengthOf = getter(ArrayBuffer.prototype, 'byteLength');
const { apply } = Reflect;
Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', {
  get() {
    const buffer = apply(get, this, []);
    // Of shared memory it throws.
    apply(lengthOf, buffer, []);
    return buffer;
  },
  configurable: false,
});
take(WebAssembly.Memory.prototype, 'constructor');
for (const name of ['Memory', 'compile', 'compileStreaming', 'instantiate', 'instantiateStreaming']) take(WebAssembly, name);
