/**
 * Runs an analysis again when a candle closes, while somebody is looking. Candles last a minute or more, so this asks at
 * most once a minute; live updates will take its place.
 */
import { now } from './clock.js';

/** The broker needs a moment to publish a closed candle. */
const GRACE_SECONDS = 1.5;
const MINIMUM_SECONDS = 55;

let timer = null;
let due = false;
let lastRun = 0;
let run = () => {};

function fire() {
  due = document.hidden;
  if (!due) {
    lastRun = now();
    run();
  }
}

export function setUpRefresh(onClose) {
  run = onClose;
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && due && now() - lastRun >= MINIMUM_SECONDS) {
      fire();
    }
  });
}

export function stopRefresh() {
  clearTimeout(timer);
  due = false;
}

/** Waits for the next close of a candle of that many seconds; each answer schedules the next one. */
export function scheduleRefresh(timeframe) {
  stopRefresh();
  const seconds = timeframe - (now() % timeframe) + GRACE_SECONDS;
  timer = setTimeout(fire, seconds * 1000);
}
