/** How far the candles of a catalogue can be trusted: a badge with what is odd about them, and why it matters. */
import { byId, element, setText, show } from '../lib/dom.js';
import { age, percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';

/** From which share on dojis, missing, flat and short candles are worth a word. */
const DOJIS = 0.1;
const MISSING = 0.01;
const FLATS = 0.01;
const SHORT = 0.01;

const share = (part, whole) => (whole > 0 ? part / whole : 0);

/** `{name, share, gap?}` of each thing that is worth a word. */
export function findings({ candles, dojis, flats, missing, longestGap, hours, stillHours, shortBlocks = 0 }) {
  const found = [
    { name: 'still', part: share(stillHours, hours), from: Number.MIN_VALUE },
    { name: 'missing', part: share(missing, candles + missing), from: MISSING, gap: age(longestGap) },
    { name: 'flats', part: share(flats, candles), from: FLATS },
    { name: 'short', part: share(shortBlocks, candles), from: SHORT },
    { name: 'dojis', part: share(dojis, candles), from: DOJIS },
  ];
  return found.filter(({ part, from }) => part >= from).map(({ name, part, gap }) => ({ name, share: percent(part), gap }));
}

export function showQuality(quality) {
  const found = quality ? findings(quality) : [];
  show(byId('quality'), found.length > 0);
  setText('quality-count', String(found.length));
  byId('quality-list').replaceChildren(...found.map(({ name, ...values }) => element('li', {}, t(`quality.${name}`, values))));
}
