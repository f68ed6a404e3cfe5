/**
 * The way to the server's event bus: one WebSocket that opens again by itself. A user reaches only addresses of his own;
 * the cookie of his login proves who he is.
 */
import { learnTime } from '../lib/clock.js';
import { loadScript } from '../lib/dom.js';
import { staticFile } from '../lib/static-file.js';

const PATH = '/eventbus';
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
const ANSWER_LIMIT_MS = 15_000;
/** The server drops a socket that says nothing for a minute and a half. */
const PING_MS = 5_000;

/** The bridge did not answer: it is down, was cut off, or stayed silent. The question may be asked another way. */
export class BridgeFailure extends Error {}

let user = null;
let bus = null;
let isOpen = false;
let attempts = 0;
let timer = null;
let libraries = null;
let watcher = { opened() {}, down() {} };
const listeners = new Map();
/** Names of addresses that are not heard for now. */
const quiet = new Set();
/** What is registered at the socket, by name. */
let handlers = new Map();
/** What waits for an answer or for the socket: each is told when the socket opens or fails. */
let waiting = new Set();

/** What the bridge needs; better before it is opened, while somebody types his password. */
export async function loadLibraries() {
  libraries ??= (async () => {
    await loadScript(staticFile('vendor/js/sockjs.min.js'));
    await loadScript(staticFile('vendor/js/vertx-eventbus.js'));
  })();
  try {
    await libraries;
  } catch (failure) {
    libraries = null;
    throw failure;
  }
}

const address = (name) => `user.${user}.${name}`;

/** Every message says when it was sent, by the broker's clock. */
function noteTime({ headers }) {
  if (headers?.sentAtMs) {
    learnTime(Number(headers.sentAtMs));
  }
}

function settle(event) {
  const told = waiting;
  waiting = new Set();
  told.forEach((listener) => listener(event));
}

function register(socket, name) {
  const handler = (failure, message) => {
    if (socket === bus && !failure) {
      noteTime(message);
      listeners.get(name)(message.body);
    }
  };
  handlers.set(name, handler);
  socket.registerHandler(address(name), handler);
}

function onOpen(socket) {
  isOpen = true;
  attempts = 0;
  handlers = new Map();
  [...listeners.keys()].filter((name) => !quiet.has(name)).forEach((name) => register(socket, name));
  settle('open');
  watcher.opened();
}

function onClosed(socket) {
  if (socket === bus) {
    bus = null;
    tryLater();
  }
}

function tryLater() {
  isOpen = false;
  settle('down');
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempts) * (0.5 + Math.random() / 2);
  attempts += 1;
  timer = setTimeout(connect, delay);
  watcher.down();
}

async function connect() {
  clearTimeout(timer);
  timer = null;
  const wanted = user;
  try {
    await loadLibraries();
  } catch (failure) {
    if (wanted === user && !bus) {
      tryLater();
    }
    return;
  }
  if (wanted === null || wanted !== user || bus) {
    return;
  }
  const socket = new window.EventBus(PATH, { transports: ['websocket'], vertxbus_ping_interval: PING_MS });
  bus = socket;
  socket.onopen = () => socket === bus && onOpen(socket);
  socket.onclose = () => onClosed(socket);
  // refusals without a question of ours: nothing that the reader could do about
  socket.onerror = () => {};
}

/** The page goes: nothing is sent any more until the bridge is opened again. */
export function noteClosing() {
  isOpen = false;
}

/**
 * Opens the bridge for a user and keeps it open.
 *
 * @param observer `opened` is called each time it opens, `down` each time it closes or cannot be opened
 */
export function openBridge(userId, observer) {
  closeBridge();
  user = userId;
  watcher = observer;
  attempts = 0;
  connect();
}

export function closeBridge() {
  const old = bus;
  user = null;
  bus = null;
  isOpen = false;
  clearTimeout(timer);
  timer = null;
  settle('down');
  discard(old);
}

function discard(socket) {
  if (socket?.sockJSConn) {
    socket.enablePing(false);
    socket.close();
  }
}

/** Does not wait for the next attempt. A socket that seems open but does not answer is given up. */
export function reopenBridge() {
  if (user === null || (bus && !isOpen)) {
    return;
  }
  const old = bus;
  bus = null;
  isOpen = false;
  attempts = 0;
  settle('down');
  discard(old);
  connect();
}

export const bridgeIsOpen = () => isOpen;

/** Whether the bridge is open within that time. */
export function bridgeOpens(withinMs) {
  if (isOpen || user === null) {
    return Promise.resolve(isOpen);
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => told('late'), withinMs);
    const told = (event) => {
      clearTimeout(timer);
      waiting.delete(told);
      resolve(event === 'open');
    };
    waiting.add(told);
  });
}

/** Hears an address of the own user; to be called before the bridge is opened. */
export function listen(name, listener) {
  listeners.set(name, listener);
}

/**
 * Whether an address is heard: what nobody looks at need not be told, and the server may not even make it.
 *
 * @return whether it is heard from now on, and was not before
 */
export function hearWhile(name, wanted) {
  if (wanted !== quiet.has(name)) {
    return false;
  }
  if (wanted) {
    quiet.delete(name);
  } else {
    quiet.add(name);
  }
  if (isOpen && wanted) {
    register(bus, name);
  } else if (isOpen) {
    bus.unregisterHandler(address(name), handlers.get(name));
  }
  return wanted;
}

/**
 * Asks at an address of the own user.
 *
 * @return the answer's body
 * @throws BridgeFailure without an answer; else the bus failure `{failureCode, failureType, message}`
 */
export function ask(name, body, limitMs = ANSWER_LIMIT_MS) {
  return new Promise((resolve, reject) => {
    if (!isOpen) {
      reject(new BridgeFailure('closed'));
      return;
    }
    const limit = setTimeout(() => told('silent'), limitMs);
    const done = () => {
      clearTimeout(limit);
      waiting.delete(told);
    };
    const told = (event) => {
      done();
      reject(new BridgeFailure(event));
    };
    waiting.add(told);
    bus.send(address(name), body, {}, (failure, message) => {
      done();
      if (failure) {
        reject(failure);
      } else {
        noteTime(message);
        resolve(message.body);
      }
    });
  });
}
