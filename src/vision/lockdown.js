// Takes from the worker what could carry something out of it, before anything else runs. Its
// Content-Security-Policy closes the network; these stay reachable by name without it.
const DOORS = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource',
  'RTCPeerConnection', 'RTCDataChannel', 'BroadcastChannel', 'SharedWorker', 'Worker',
  'importScripts', 'indexedDB', 'IDBFactory', 'caches', 'CacheStorage', 'Cache', 'cookieStore',
  'FileReaderSync', 'FileSystemSyncAccessHandle', 'MessageChannel', 'Notification', 'SharedArrayBuffer',
  'webkitRequestFileSystem', 'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL', 'webkitResolveLocalFileSystemSyncURL',
  'navigator', 'WorkerNavigator', 'storage', 'StorageManager', 'LockManager', 'console',
];
for (const name of DOORS) {
  for (let owner = self; owner; owner = Object.getPrototypeOf(owner)) {
    if (Object.hasOwn(owner, name)) {
      Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
    }
  }
}
