/**
 * The broker's time. Messages of the bridge and `GET /session` carry it as they are sent; what has been under way for
 * some time tells too little, never too much. So the largest of the last minute holds, which also follows a clock that was
 * set or a machine that slept.
 */
const WINDOW_SECONDS = 60;

let samples = [];
let offset = null;

/** Seconds on a clock that nobody sets. */
export const elapsed = () => performance.now() / 1000;

/**
 * @param sentAtMs the broker's epoch milliseconds when a message was sent
 * @param receivedAt `elapsed()` when it came
 */
export function learnTime(sentAtMs, receivedAt = elapsed()) {
  const recent = samples.filter(({ at }) => receivedAt - at < WINDOW_SECONDS);
  samples = [...recent, { at: receivedAt, offset: sentAtMs / 1000 - receivedAt }];
  offset = Math.max(...samples.map((sample) => sample.offset));
}

/** Epoch seconds at the broker, with fraction; this machine's clock before the first message. */
export function now() {
  return offset === null ? Date.now() / 1000 : elapsed() + offset;
}
