/** The one selected quadrant, by its start: squares, table, chart and sentence all follow it. */
let selected = null;
const listeners = [];

export const selectedStart = () => selected;

/** @param listener called with the start (or null) and whether the reader chose it just now */
export function onSelect(listener) {
  listeners.push(listener);
}

/** @param start of a quadrant, or null for none; the selected one again deselects it */
export function select(start) {
  selected = start === selected ? null : start;
  listeners.forEach((listener) => listener(selected, true));
}

/** After a new result: the selection stays when its quadrant is still listed. */
export function keepSelection(starts) {
  if (!starts.includes(selected)) {
    selected = null;
  }
  listeners.forEach((listener) => listener(selected, false));
}
