/** How far the candles of a catalogue can be trusted: a badge with what is odd about them, and why it matters. */
import { byId, element, setText, show } from '../lib/dom.js';
import { age, percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';

/** From which share on dojis, missing and flat candles are worth a word. */
const DOJIS = 0.1;
const MISSING = 0.01;
const FLATS = 0.01;

const share = (part, whole) => (whole > 0 ? part / whole : 0);

function findings({ candles, dojis, flats, missing, longestGap, hours, stillHours }) {
  const dojiShare = share(dojis, candles);
  const missingShare = share(missing, candles + missing);
  const flatShare = share(flats, candles);
  return [
    stillHours > 0 && t('quality.still', { share: percent(share(stillHours, hours), 0) }),
    missingShare >= MISSING && t('quality.missing', { share: percent(missingShare, 0, 1), gap: age(longestGap) }),
    flatShare >= FLATS && t('quality.flats', { share: percent(flatShare, 0, 1) }),
    dojiShare >= DOJIS && t('quality.dojis', { share: percent(dojiShare, 0) }),
  ].filter(Boolean);
}

export function showQuality(quality) {
  const found = quality ? findings(quality) : [];
  show(byId('quality'), found.length > 0);
  setText('quality-count', String(found.length));
  byId('quality-list').replaceChildren(...found.map((text) => element('li', {}, text)));
}
