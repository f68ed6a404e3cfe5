/**
 * The quadrant that is forming: the colours it has so far, and the side it would have if its running candle closed as it
 * stands now. Only a hint: what counts is what has closed.
 */

/** 'green', 'red', 'doji' of the candle that starts then, or null when there is none yet. */
function colourAt(model, from) {
  const index = model.candleAt(from);
  if (index === undefined) {
    return null;
  }
  const { open, close } = model.candles;
  if (open[index] === close[index]) {
    return 'doji';
  }
  return open[index] < close[index] ? 'green' : 'red';
}

/** One `{from, colour, running}` per candle that the strategy analyses, oldest first. */
export function formingCandles(model) {
  const runningFrom = model.hasRunning ? model.candles.from.at(-1) : null;
  return model.plan.analysed.map((offset) => {
    const from = model.forming.start + offset;
    return { from, colour: colourAt(model, from), running: from === runningFrom };
  });
}

function sideBy(rule, colours) {
  const green = colours.filter((colour) => colour === 'green').length;
  const red = colours.length - green;
  if (rule === 'FOLLOW_EACH') {
    return colours[0] === 'green' ? 'CALL' : 'PUT';
  }
  if (green === red) {
    return null;
  }
  return (rule === 'MINORITY' ? green < red : green > red) ? 'CALL' : 'PUT';
}

/**
 * While the last candle that decides is running: the side if it closed as it is, 'CALL' or 'PUT', or null when there would
 * be no entry. Undefined before that, or while the rule is not known.
 */
export function sideIfClosedNow(model, rule) {
  const candles = formingCandles(model);
  if (!rule || !candles.at(-1).running) {
    return undefined;
  }
  const colours = candles.filter(({ colour }) => colour).map(({ colour }) => colour);
  return colours.includes('doji') ? null : sideBy(rule, colours);
}
