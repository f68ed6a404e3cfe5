/** The cells of the ranking on the screen: the first come with its news, the others are asked for as the reader needs them. */
import { missing, noCells, withPart } from '../model/cells.js';
import * as api from '../net/api.js';

/** An answer has at most so many. */
const MOST = 500;
/** While a run is under way its cells move several times a second: the others follow less often. */
const WHILE_RUNNING_MS = 1_000;

let table = noCells();
let wanted = { from: 0, to: 0 };
let asking = false;
let timer = null;
let told = () => {};

/** What the cells of one computation have in common. */
const runOf = ({ id, status, finishedAt, progress, simulations }) => [id, status, finishedAt, progress.done, simulations].join(' ');

export const cells = () => table;

/** A part of the ranking has come, with news or as an answer. */
export function takePart(ranking) {
  const { total, offset, entries } = ranking;
  table = withPart(table, { run: runOf(ranking), total, offset, entries });
}

export function forgetCells() {
  clearTimeout(timer);
  timer = null;
  table = noCells();
  wanted = { from: 0, to: 0 };
}

async function askMissing() {
  const part = missing(table, wanted.from, wanted.to, MOST);
  if (asking || part === null) {
    return;
  }
  asking = true;
  let answer = null;
  try {
    answer = await api.rankingPart(part.offset, part.limit);
  } catch (failure) {
    // the news that come next, or the next look, ask again
  }
  asking = false;
  // of a computation that has been overtaken: its news have come, and ask for what they need
  if (answer !== null && answer.entries.length > 0 && runOf(answer) === table.run) {
    takePart(answer);
    told();
    askMissing();
  }
}

/** The cells that the reader needs now, by their places in the ranking's own order; those that are not known are asked for. */
export function needCells(from, to, running) {
  wanted = { from, to };
  clearTimeout(timer);
  if (running) {
    timer = setTimeout(askMissing, WHILE_RUNNING_MS);
  } else {
    askMissing();
  }
}

/** @return all cells, in the ranking's own order */
export async function allCells() {
  for (let part = missing(table, 0, table.total, MOST); part !== null; part = missing(table, 0, table.total, MOST)) {
    takePart(await api.rankingPart(part.offset, part.limit));
  }
  return table.cells;
}

/** @param onCells called when cells have come that were asked for */
export function setUpCells(onCells) {
  told = onCells;
}
