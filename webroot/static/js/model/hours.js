/** The results of a catalogue by weekday and hour, as cells of a heat map. Pure. */

/** Below it a rate says little. */
export const FEW = 30;

/** The Holm p up to which chance does not explain a cell. */
const MARKED = 0.05;

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** How far from chance each shade begins. */
const SHADES = [0.03, 0.07, 0.12];

/** -3 … 3: how far a rate is from what a coin has, 0 near it. */
function shade(rate, chance) {
  const steps = SHADES.filter((step) => Math.abs(rate - chance) >= step).length;
  return steps * Math.sign(rate - chance) || 0;
}

function cellOf(bin, chance) {
  if (!bin) {
    return null;
  }
  const { operations, wins, holm } = bin;
  const rate = operations > 0 ? wins / operations : null;
  return { ...bin, rate, few: operations < FEW, marked: holm <= MARKED, shade: rate === null ? 0 : shade(rate, chance) };
}

/**
 * @param byHour of `GET /hours`
 * @param chance the rate of a coin at the same martingale
 * @return a line for each hour that has a cell, with a cell or null for each weekday and one of them all; `total` has the weekdays'
 */
export function heatMap(byHour, chance) {
  const hours = Object.keys(byHour.hour).map(Number).sort((one, other) => one - other);
  const cell = (table, name) => cellOf(byHour[table][name], chance);
  return {
    lines: hours.map((hour) => ({
      hour,
      cells: WEEKDAYS.map((day) => cell('weekdayHour', `${day}-${hour}`)),
      all: cell('hour', hour),
    })),
    total: WEEKDAYS.map((day) => cell('weekday', day)),
  };
}
