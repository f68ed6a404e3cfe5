/** The ranking as a sheet: local times, words, the parameters and what luck makes of it on top. Pure. */
import { galeName, zoneName } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { sheetTime } from '../lib/sheets.js';
import { entriesLeft } from '../model/cells.js';
import { rankingInWords, strategyName } from '../model/words.js';
import { luckInWords } from './luck.js';

const label = (name) => t(`ranking.columns.${name}`);

/** Each column's head and its value; rates in per cent. */
function columns({ martingale }) {
  const share = (value) => (value === null || value === undefined ? null : Number((value * 100).toFixed(2)));
  const gales = Array.from({ length: martingale + 1 }, (_, gale) => gale);
  return [
    [label('position'), ({ position }) => position],
    [label('name'), ({ name }) => name],
    [label('strategy'), ({ strategy }) => strategyName(strategy)],
    [t('ranking.sheet.firstOperations'), ({ first }) => first.operations],
    [t('ranking.sheet.firstRate'), ({ first }) => share(first.rate)],
    [t('ranking.sheet.firstP'), ({ first }) => first.pValue && Number(first.pValue.toPrecision(3))],
    [label('familyP'), ({ familyP }) => share(familyP)],
    [t('ranking.sheet.left'), (cell) => entriesLeft(cell)],
    [label('operations'), ({ operations }) => operations],
    [`${label('winRate')} (%, ${galeName(martingale)})`, ({ winRate }) => share(winRate)],
    [t('ranking.sheet.low'), ({ wilson95 }) => share(wilson95?.[0])],
    [t('ranking.sheet.high'), ({ wilson95 }) => share(wilson95?.[1])],
    ...gales.map((gale) => [gale === 0 ? t('outcome.entry') : t('outcome.gale', { gale }), ({ winsByMartingale }) => winsByMartingale[gale]]),
    [label('losses'), ({ losses }) => losses],
    [label('current'), ({ currentStreak }) => currentStreak],
    [label('longest'), ({ longestLossStreak }) => longestLossStreak],
    [t('ranking.simulatedStreak'), ({ simulatedStreak }) => simulatedStreak && Number(simulatedStreak.toFixed(2))],
    [label('lastHit'), ({ lastHit }) => lastHit && sheetTime(lastHit)],
    [`${label('payout')} (%)`, ({ payout }) => share(payout)],
    [label('profit'), ({ profitPerCycle }) => profitPerCycle && Number(profitPerCycle.toFixed(4))],
  ];
}

/**
 * @param ranking with its parameters
 * @param cells in the order of the table
 * @param simulated what is said of simulated prices; '' where they are real
 */
export function sheetRows(ranking, cells, simulated) {
  const all = columns(ranking.parameters);
  return [
    [t('ranking.title')],
    [rankingInWords(ranking.parameters)],
    [sheetTime(Math.max(...cells.map(({ computedAt }) => computedAt))), zoneName()],
    [luckInWords(ranking)],
    [simulated || t('footer.disclaimer')],
    [],
    all.map(([head]) => head),
    ...cells.map((cell) => all.map(([, value]) => value(cell))),
  ];
}
