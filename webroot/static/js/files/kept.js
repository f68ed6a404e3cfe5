/**
 * The reader's own files of candles, kept in this browser until he removes them. Each has an `id`, the `user` whose it is,
 * its `name`, the `source` as it was dropped, what was `corrected`, and what the server has read: `understood` and
 * `candles`. Where a browser keeps nothing, they last as long as the page.
 */
const NAME = 'catalogador';
const STORE = 'files';

let database = null;
const inMemory = new Map();

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
  return done(request);
}

/** Does something with the store; null where the browser has none. */
async function withStore(mode, action) {
  try {
    database ??= await open();
    return await done(action(database.transaction(STORE, mode).objectStore(STORE)));
  } catch (blocked) {
    return null;
  }
}

/** All files of a user, in the order in which they came. */
export async function keptFiles(user) {
  const stored = (await withStore('readonly', (store) => store.getAll())) ?? [];
  const all = new Map([...stored.map((file) => [file.id, file]), ...inMemory]);
  return [...all.values()].filter((file) => file.user === user).sort((one, other) => one.addedAt - other.addedAt);
}

export async function keepFile(file) {
  if ((await withStore('readwrite', (store) => store.put(file))) === null) {
    inMemory.set(file.id, file);
  }
}

export async function dropFile(id) {
  inMemory.delete(id);
  await withStore('readwrite', (store) => store.delete(id));
}
