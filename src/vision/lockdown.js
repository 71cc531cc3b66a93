// Takes from the worker what could carry something out of it, before anything else runs. Its
// Content-Security-Policy closes the network; these stay reachable by name without it.
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
/** What a message can bring along: a place on a disk, of which nothing may be used. */
const HANDLES = ['FileSystemFileHandle', 'FileSystemDirectoryHandle', 'FileSystemHandle'];
/** Makers of an address for what the worker holds. */
const ADDRESSES = ['createObjectURL', 'revokeObjectURL'];

const take = (owner, name) => {
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
};
const takeAll = (name) => {
  for (let owner = self; owner; owner = Object.getPrototypeOf(owner)) if (Object.hasOwn(owner, name)) take(owner, name);
};
for (const name of DOORS) takeAll(name);
for (const name of HANDLES) {
  const handle = self[name]?.prototype ?? {};
  for (const member of Object.keys(Object.getOwnPropertyDescriptors(handle))) take(handle, member);
  takeAll(name);
}
for (const name of ADDRESSES) if (self.URL) take(URL, name);

// Memory that another thread shares would be a way out that no message shows, and a fine clock.
// Nothing here makes a memory, and that of a program is given out only if it is the worker's own.
const { get } = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer');
const lengthOf = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get;
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
