/** The stylesheet decides on colours; a canvas has to ask for them. */
const KINDS = ['win0', 'win1', 'win2', 'win3', 'win4', 'win5', 'loss', 'null', 'tie', 'no-data', 'pending'];

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const variable = (name) => style.getPropertyValue(name).trim();
  return {
    outcome: Object.fromEntries(KINDS.map((kind) => [kind, variable(`--outcome-${kind}`)])),
    onOutcome: variable('--on-outcome'),
    up: variable('--candle-up'),
    down: variable('--candle-down'),
    doji: variable('--candle-doji'),
    surface: variable('--surface'),
    strong: variable('--bs-body-color'),
    text: variable('--bs-secondary-color'),
    line: variable('--bs-border-color'),
    accent: variable('--accent'),
    font: getComputedStyle(document.body).fontFamily,
  };
}
