/**
 * The broker's time. Answers carry it in whole seconds and arrive late, so every sample is a lower bound of the truth:
 * the largest one is the best. A sample far from it means that the clock itself was set, and starts again.
 */
const RESET_SECONDS = 3;

let offset = null;

const elapsed = () => performance.now() / 1000;

export function learnTime(serverSeconds) {
  const sample = serverSeconds - elapsed();
  offset = offset === null || Math.abs(sample - offset) > RESET_SECONDS ? sample : Math.max(offset, sample);
}

/** Epoch seconds at the broker, with fraction; this machine's clock before the first answer. */
export function now() {
  return offset === null ? Date.now() / 1000 : elapsed() + offset;
}
