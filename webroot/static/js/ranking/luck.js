/** What stands above the table: how much of it is luck. */
import { galeName, number, percent } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { marketsAsGood } from '../model/cells.js';
import { strategyName } from '../model/words.js';

/** As it reads within a sentence: "até G2". */
const within = (text) => text.charAt(0).toLowerCase() + text.slice(1);

const count = (value) => number(value, value < 10 ? 1 : 0);

/** Never certain and never impossible: what rounds to 100 % or to 0 % is told as a bound. */
function likelihood(probability) {
  if (probability > 0.99) {
    return t('ranking.moreThan', { share: percent(0.99, 0) });
  }
  return probability < 0.01 ? t('ranking.lessThan', { share: percent(0.01, 0) }) : percent(probability, 0);
}

/** Of one strategy: how many assets would look as good as the best by chance. */
function ofOneStrategy(luck, best) {
  const values = {
    assets: luck.assets,
    rate: percent(best.winRate),
    probability: likelihood(luck.probability),
    expected: count(luck.expected),
  };
  // nobody shows more than all
  return t(best.winRate === 1 ? 'ranking.luckAll' : 'ranking.luck', values);
}

function ofTheFirst({ name, strategy, familyP }, simulations) {
  const values = { asset: name, strategy: strategyName(strategy), simulations: number(simulations), markets: number(marketsAsGood(familyP, simulations)) };
  return t('ranking.family', values);
}

function ofTheBestRate({ rate, cells, expected }, { martingale }) {
  const values = { gale: within(galeName(martingale)), rate: percent(rate), count: number(cells) };
  const found = plural('ranking.bestRate', cells, values);
  return expected === null ? found : `${found} ${t('ranking.bestRateByLuck', { expected: count(expected) })}`;
}

/** The sentences, or '' while nothing can be said. */
export function luckInWords({ luck, byLuck, simulations, entries, parameters, status, progress }) {
  const best = entries.find(({ belowMinimum }) => !belowMinimum);
  if (!best) {
    return '';
  }
  if (luck) {
    return ofOneStrategy(luck, best);
  }
  const simulating = status === 'RUNNING' && progress.done === progress.total && parameters.simulations > 0;
  return [
    best.familyP === null || !simulations ? null : ofTheFirst(best, simulations),
    byLuck && ofTheBestRate(byLuck, parameters),
    simulating && t('ranking.simulating', { simulations: number(parameters.simulations) }),
  ]
    .filter(Boolean)
    .join(' ');
}
