/** The cells of the ranking on the screen: the first come with its news, the others are asked for as the reader needs them. */
import { missing, noCells, withPart } from '../model/cells.js';
import * as api from '../net/api.js';

/** An answer has at most so many. */
const MOST = 500;
/** While a run is under way its cells move several times a second: the others follow less often. */
const WHILE_RUNNING_MS = 1_000;

let table = noCells();
/** Counts the news: an answer that they have overtaken tells of what was before. */
let news = 0;
let wanted = { from: 0, to: 0 };
let asking = false;
let timer = null;
let told = () => {};

export const cells = () => table;

const take = ({ id, total, offset, entries }) => (table = withPart(table, { run: `${id} ${news}`, total, offset, entries }));

/** The first cells have come: what is known of the others is of before. */
export function takeNews(ranking) {
  news += 1;
  take(ranking);
}

export function forgetCells() {
  news += 1;
  clearTimeout(timer);
  timer = null;
  table = noCells();
  wanted = { from: 0, to: 0 };
}

async function askMissing() {
  timer = null;
  const part = missing(table, wanted.from, wanted.to, MOST);
  if (asking || part === null) {
    return;
  }
  asking = true;
  const asked = news;
  let answer = null;
  try {
    answer = await api.rankingPart(part.offset, part.limit);
  } catch (failure) {
    // the news that come next, or the next look, ask again
  }
  asking = false;
  if (asked !== news) {
    askMissing();
  } else if (answer !== null && answer.entries.length > 0) {
    take(answer);
    told();
    askMissing();
  }
}

/** The cells that the reader needs now, by their places in the ranking's own order; those that are not known are asked for. */
export function needCells(from, to, running) {
  wanted = { from, to };
  if (running) {
    timer ??= setTimeout(askMissing, WHILE_RUNNING_MS);
  } else {
    askMissing();
  }
}

/** @return all cells, in the ranking's own order */
export async function allCells() {
  for (let part = missing(table, 0, table.total, MOST); part !== null; part = missing(table, 0, table.total, MOST)) {
    take(await api.rankingPart(part.offset, part.limit));
  }
  return table.cells;
}

/** @param onCells called when cells have come that were asked for */
export function setUpCells(onCells) {
  told = onCells;
}
