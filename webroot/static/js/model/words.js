/** What is asked, in words: for a result, for a ranking, and for a picture that stands alone. */
import { candleName, galeName, number, percent, weekdayName } from '../lib/format.js';
import { hasText, plural, t } from '../lib/i18n.js';
import { strategyOf } from './strategies.js';

export function stakesName(multiplier) {
  const own = { 1: 'controls.stakesSame', 2: 'controls.stakesDouble' }[multiplier];
  return own ? t(own) : t('controls.stakesTimes', { multiplier: number(multiplier, 0, 2) });
}

/** Its own id while neither the server's table nor the texts know it. */
export function strategyName(id) {
  const key = `strategies.${id}.name`;
  return strategyOf(id)?.name ?? (hasText(key) ? t(key) : id);
}

/** `hit:2`, `gale:1` or `clean`. */
export function afterInWords(after) {
  const [kind, count] = after.split(':');
  return kind === 'hit' ? plural('conditions.afterHits', Number(count)) : t(`conditions.after.${kind}`, { gale: count });
}

const weekdaysInWords = (weekdays) => weekdays.replaceAll(/\d/g, weekdayName).replaceAll(',', ', ');

/** Each condition that is asked, in the order in which they are judged. */
function conditionsInWords({ side, hours, weekdays, zone, trend, after, agree }) {
  const length = Math.abs(trend ?? 0);
  return [
    side && t('conditions.onlySide', { side: side.toUpperCase() }),
    hours && t('conditions.atHours', { hours: hours.replaceAll(',', ', '), zone }),
    weekdays && `${weekdaysInWords(weekdays)}${hours ? '' : ` (${zone})`}`,
    trend && t(trend > 0 ? 'conditions.withTrend' : 'conditions.againstTrend', { length }),
    after && afterInWords(after),
    agree && t('conditions.agreeing', { strategy: strategyName(agree) }),
  ];
}

/** @param strategies `all` or a list */
function strategiesInWords(strategies) {
  if (strategies === 'all') {
    return t('ranking.allStrategies');
  }
  return strategies.length === 1 ? strategyName(strategies[0]) : plural('ranking.labelStrategies', strategies.length);
}

/** How the quadrants are played; what is as usual is left out. */
function playInWords({ strategy, strategies = [strategy], martingale, tie, multiplier = 2, recover = false, ...conditions }) {
  const parts = [
    strategiesInWords(strategies),
    galeName(martingale),
    tie !== 'loss' && `${t('controls.tie')}: ${t('controls.tieTie').toLowerCase()}`,
    ...conditionsInWords(conditions),
    recover ? t('controls.stakesRecover') : multiplier !== 2 && `${t('controls.stakes')}: ${stakesName(multiplier)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

export function inWords(parameters) {
  const { days, quadrants } = parameters;
  const length = days ? plural('controls.daysCount', days) : t('controls.quadrantsCount', { count: quadrants });
  return [candleName(parameters.timeframe), length, playInWords(parameters)].join(' · ');
}

function scopeInWords({ assets, category, minPayout }) {
  if (assets) {
    return plural('ranking.labelAssets', assets.length);
  }
  if (category) {
    return t(`assets.categories.${category}`);
  }
  return minPayout === null ? t('ranking.scopes.all') : t('ranking.labelMinPayout', { payout: percent(minPayout, 2) });
}

/** What a ranking was asked with. */
export function rankingInWords(parameters) {
  const { order, minOperations } = parameters;
  const chosen = { scope: scopeInWords(parameters), order: t(`ranking.orders.${order}`).toLowerCase(), count: minOperations };
  return `${inWords(parameters)} · ${t('ranking.label', chosen)}`;
}
