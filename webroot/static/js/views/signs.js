/** Outcomes and sides as signs: a letter in its colour and shape, an arrow. */
import { element, icon } from '../lib/dom.js';

export function badge(outcome) {
  return element('span', { class: `outcome outcome-${outcome.kind}`, 'aria-hidden': 'true' }, outcome.letter);
}

/** Only its sign, where the word stands beside it. */
export const signOf = (signal) =>
  element('span', { class: `side side-${signal.toLowerCase()}` }, icon(signal === 'CALL' ? 'caret-up-fill' : 'caret-down-fill'));

export function sideOf(signal) {
  const side = signOf(signal);
  side.append(signal);
  return side;
}
