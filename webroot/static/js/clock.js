/**
 * The broker's time. An answer carries it in whole seconds, read somewhere between asking and receiving: each answer
 * bounds the truth from both sides. The largest lower bound so far is kept while it fits; when it does not, a clock was
 * set and learning starts again.
 */
let offset = null;

/** Seconds on a clock that nobody sets. */
export const elapsed = () => performance.now() / 1000;

/** @param askedAt `elapsed()` when the question was sent */
export function learnTime(serverSeconds, askedAt) {
  const lowest = serverSeconds - elapsed();
  const highest = serverSeconds + 1 - askedAt;
  const fits = offset !== null && offset <= highest;
  offset = fits ? Math.max(offset, lowest) : lowest;
}

/** Epoch seconds at the broker, with fraction; this machine's clock before the first answer. */
export function now() {
  return offset === null ? Date.now() / 1000 : elapsed() + offset;
}
