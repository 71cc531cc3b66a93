// The JavaScript heaps of a page and of its workers as text, with every string in them.

const CHUNK = 'HeapProfiler.addHeapSnapshotChunk';
const TAKE = 'HeapProfiler.takeHeapSnapshot';

/** Returns `{ pageHeap, workerHeaps }` of an open page. The memory of WebAssembly is in none of them. */
export async function heaps(context, page) {
  const session = await context.newCDPSession(page);
  const chunks = [];
  session.on(CHUNK, ({ chunk }) => chunks.push(chunk));
  await session.send(TAKE);
  const workers = [];
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.push(sessionId);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const workerHeaps = await Promise.all(workers.map((worker) => heapOf(session, worker)));
  await session.detach();
  return { pageHeap: chunks.join(''), workerHeaps };
}

/** The heap of a worker, whose messages the session of its page carries. */
function heapOf(session, worker) {
  const chunks = [];
  return new Promise((resolve, reject) => {
    session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId !== worker) return;
      const { id, error, method, params } = JSON.parse(message);
      if (method === CHUNK) chunks.push(params.chunk);
      else if (error) reject(new Error(error.message));
      else if (id === 1) resolve(chunks.join(''));
    });
    const message = JSON.stringify({ id: 1, method: TAKE });
    session.send('Target.sendMessageToTarget', { sessionId: worker, message }).catch(reject);
  });
}
