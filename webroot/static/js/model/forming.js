/**
 * The quadrant that is forming: the colours it has so far, and the side it would have if its running candle closed as it
 * stands now. The rule is the server's, which says what each colour would make of it. Pure.
 */

const colourOf = (open, close) => ({ 1: 'green', 0: 'doji' })[Math.sign(close - open)] ?? 'red';

/** 'green', 'red', 'doji' of the candle that starts then, or null when there is none yet. */
function colourAt(model, from) {
  const index = model.candleAt(from);
  const { open, close } = model.candles;
  return index === undefined ? null : colourOf(open[index], close[index]);
}

/** One `{from, colour, running}` per candle that the strategy analyses, oldest first. */
export function formingCandles(model) {
  const runningFrom = model.hasRunning ? model.candles.from.at(-1) : null;
  return model.plan.analysed.map((offset) => {
    const from = model.forming.start + offset;
    return { from, colour: colourAt(model, from), running: from === runningFrom };
  });
}

/**
 * While the last candle that decides is running: the side if it closed as it is, 'CALL' or 'PUT', or null when there would
 * be no entry. Undefined while that cannot be said: before that candle, until it has moved, or while an earlier one is
 * still awaited.
 */
export function sideIfClosedNow({ forming, plan, running, hasRunning, computedAt }) {
  const decides = forming.start + plan.analysed.at(-1);
  if (!hasRunning || running.from !== decides || computedAt < decides) {
    return undefined;
  }
  if (forming.nullReason === 'NO_DATA') {
    return null;
  }
  if (forming.closed < plan.analysed.length - 1) {
    return undefined;
  }
  if (running.high === running.low) {
    return forming.ifGreen === forming.ifRed ? forming.ifGreen : undefined;
  }
  return { green: forming.ifGreen, red: forming.ifRed, doji: null }[colourOf(running.open, running.close)];
}

/** The condition that a closed quadrant still depends on, or null when its entry is sure. */
export function awaitedBy({ forming }, { start }) {
  const waiting = forming?.start === start ? forming : forming?.waiting?.find((earlier) => earlier.start === start);
  return waiting?.awaits ?? null;
}

/** A side as far as the conditions are known: null when one is sure to fail for it. */
function ifAllowed(forming, side) {
  const fails = side === 'CALL' ? forming.callFilter : forming.putFilter;
  return side && fails ? null : side;
}

/** As long as a condition is open, nothing is said of a side but what it would be: `{side: undefined, ifMet, awaits}`. */
const ifSure = (side, awaits) => (side && awaits ? { side: undefined, ifMet: side, awaits } : { side });

/**
 * The next entry as it stands: `{entryAt, side, certain}`. The side is 'CALL', 'PUT', null when there would be no entry,
 * or undefined when it cannot be said yet; where only a condition keeps it back, `ifMet` is the side and `awaits` the
 * condition. Null when no entry is in sight.
 *
 * @param now epoch seconds at the broker
 */
export function nextEntryAt(model, now) {
  const settled = model.rows.find((row) => row.result === 'PENDING' && row.martingale === 0 && row.entryAt > now);
  if (settled) {
    const awaits = awaitedBy(model, settled);
    return { entryAt: settled.entryAt, ...ifSure(settled.signal, awaits), certain: awaits === null };
  }
  const { forming } = model;
  if (!forming || forming.entryAt <= now) {
    return null;
  }
  const ifClosedNow = sideIfClosedNow(model);
  const soFar = forming.preview ?? (forming.nullReason === 'DRAW' || forming.closed === 0 ? undefined : null);
  const side = ifAllowed(forming, ifClosedNow === undefined ? soFar : ifClosedNow);
  return { entryAt: forming.entryAt, ...ifSure(side, forming.awaits), certain: false, ifClosedNow };
}
