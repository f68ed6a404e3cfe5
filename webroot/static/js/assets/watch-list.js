/**
 * The list of assets: search, category chips, order, and each asset with its payout and whether it is open, kept fresh
 * while the page is looked at.
 */
import * as api from '../net/api.js';
import { announce, button, byId, element, icon, keep, scrollWithin, setText, show, write } from '../lib/dom.js';
import { now } from '../lib/clock.js';
import { countdown, dotted, percent, time } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { recall, remember } from '../lib/storage.js';
import { CATEGORIES, ORDERS, allAssets, findAsset, isFile, keepAssets, listed } from '../model/assets.js';
import { bestOf } from '../model/best.js';
import { nextOf } from '../model/cells.js';
import { strategyName } from '../model/words.js';
import { favourites, toggleFavourite } from '../session/preferences.js';
import { signOf } from '../views/signs.js';

/** The server's list is at most a minute old and answers from memory. */
const REFRESH_MS = 30_000;
const SKELETON_ROWS = 12;

let shown = [];
let category = '';
let order = 'favourites';
let chosenSymbol = '';
/** The asset that was scrolled into sight as it was chosen. */
let revealedSymbol = '';
let activeIndex = -1;
let choose = () => {};
let onFresh = () => {};
let timer = null;
let ticking = null;
/** When the first entry of those in the list begins. */
let firstEntryAt = Infinity;
const inSight = new Set();
const sight = new IntersectionObserver(sightChanged);
/** Whether the list can be seen; on a phone its sheet is away until it is asked for. */
let seen = false;
/** Whether it has changed since it was last drawn. */
let due = false;

const search = () => byId('asset-search');
const list = () => byId('asset-list');
const options = () => list().querySelectorAll('[role=option]');

const isFavourite = (symbol) => favourites().includes(symbol);

/** Toggles without choosing the asset. A listbox has no buttons; by keyboard, the one beside the asset's title does it. */
function star(asset) {
  const favourite = isFavourite(asset.symbol);
  const label = t(favourite ? 'assets.noFavourite' : 'assets.favourite', { asset: asset.name });
  const node = element('span', { class: 'asset-star', 'data-test': 'asset-favourite', 'data-on': String(favourite), title: label }, icon(favourite ? 'star-fill' : 'star'));
  node.addEventListener('click', (event) => {
    event.stopPropagation();
    markFavourite(asset.symbol);
  });
  return node;
}

function markFavourite(symbol) {
  toggleFavourite(symbol);
  render();
  showTitleStar();
  const { name } = findAsset(symbol);
  announce(t(isFavourite(symbol) ? 'assets.isFavourite' : 'assets.isNoFavourite', { asset: name }));
}

/** The next entry of the asset's best strategy in the ranking; null without one. */
function entryOf(asset) {
  const cell = asset.open ? bestOf(asset.symbol) : undefined;
  const next = cell && nextOf(cell, now());
  return next ? { ...next, strategy: cell.strategy } : null;
}

/** Its side, and how long until then. */
function renderEntry({ entryAt, side, strategy }) {
  const words = t(side ? 'assets.nextEntry' : 'assets.nextEntryOpen', { side, time: time(entryAt), strategy: strategyName(strategy) });
  return element(
    'span',
    { class: 'asset-entry', 'data-test': 'asset-entry', 'data-side': side, title: words },
    side ? signOf(side) : null,
    element('span', { 'data-entry-at': entryAt, 'aria-hidden': 'true' }, countdown(entryAt - now())),
    element('span', { class: 'visually-hidden' }, words),
  );
}

function renderOption(asset) {
  const entry = entryOf(asset);
  const option = element(
    'div',
    {
      id: `asset-${asset.symbol}`,
      class: asset.open ? 'asset' : 'asset asset-closed',
      role: 'option',
      'data-test': 'asset-item',
      'data-symbol': asset.symbol,
      'data-open': String(asset.open),
      'data-favourite': String(isFavourite(asset.symbol)),
      'aria-selected': String(asset.symbol === chosenSymbol),
    },
    star(asset),
    element('span', { class: 'asset-name' }, asset.name),
    entry && renderEntry(entry),
    asset.open ? null : element('small', { class: 'asset-state' }, icon('moon'), ` ${t('assets.closed')}`),
    element(
      'span',
      { class: 'asset-payout', 'data-test': 'asset-payout' },
      element('span', { class: 'visually-hidden' }, t('assets.payout'), ' '),
      percent(asset.payout, 0),
    ),
  );
  option.addEventListener('click', () => choose(asset));
  return option;
}

function renderChips() {
  const present = CATEGORIES.filter((name) => allAssets().some((asset) => asset.category === name));
  const chip = (name) =>
    button(
      { class: 'chip', 'data-test': 'category-chip', 'data-category': name, 'aria-pressed': String(name === category) },
      () => {
        category = name;
        render();
      },
      name ? t(`assets.categories.${name}`) : t('assets.all'),
    );
  keep(byId('asset-categories'), ['', ...present], { key: (name) => name || 'all', look: (name) => name === category, render: chip });
}

function clearFilter() {
  category = '';
  search().value = '';
  render();
  search().focus();
}

/** Only what can be seen is drawn: more than a hundred rows, each with its icons, would hold up a phone that shows none. */
function render() {
  due = !seen;
  if (seen) {
    draw();
  }
}

/** Draws the list before its sheet slides in, or as it comes into sight. */
export function showList() {
  seen = true;
  if (due) {
    render();
    revealChosen();
  }
}

/** @param moves since the last call, the newest last: a busy browser tells several at once */
function sheetMoved(moves) {
  if (moves.at(-1).isIntersecting) {
    showList();
  } else {
    seen = false;
  }
}

function draw() {
  const active = shown[activeIndex]?.symbol;
  shown = listed(allAssets(), { text: search().value, category, order }, isFavourite, (asset) => entryOf(asset)?.entryAt ?? null);
  renderChips();
  if (shown.length === 0) {
    list().replaceChildren();
    if (allAssets().length > 0) {
      message(t('assets.none'), button({ class: 'btn btn-quiet' }, clearFilter, t('assets.clear')));
    } else {
      message(t('assets.empty'));
    }
  } else {
    message('');
    const news = keep(list(), shown, {
      key: ({ symbol }) => symbol,
      look: (asset) => [asset, isFavourite(asset.symbol), entryOf(asset)],
      render: renderOption,
    });
    news.forEach((option) => sight.observe(option));
    markChosen();
  }
  firstEntryAt = Math.min(...shown.map((asset) => entryOf(asset)?.entryAt ?? Infinity));
  activate(shown.findIndex(({ symbol }) => symbol === active));
}

/** A sentence where the list would be; a listbox may only hold options. */
function message(text, ...more) {
  byId('asset-message').replaceChildren(...(text ? [element('p', {}, text), ...more] : []));
}

/** How long until the entry of a row, if it has one. */
function count(option) {
  const node = option.querySelector('[data-entry-at]');
  if (node) {
    write(node, countdown(Number(node.dataset.entryAt) - now()));
  }
}

/** Rows come into sight and leave it: only those in sight count down. */
function sightChanged(changes) {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) {
      inSight.add(target);
      count(target);
    } else {
      inSight.delete(target);
    }
    if (!target.isConnected) {
      sight.unobserve(target);
    }
  }
}

/** Once a second: the countdowns, and the rows whose entry has begun. */
function tick() {
  if (firstEntryAt <= now()) {
    render();
  } else {
    inSight.forEach(count);
  }
}

/** The ranking has changed: what its cells say of the assets. */
export function showEntries() {
  if (allAssets().length > 0) {
    render();
  }
}

/** Marks the option that Enter would choose; -1 for none. */
function activate(index) {
  activeIndex = index;
  options().forEach((option, at) => option.classList.toggle('active', at === index));
  if (index < 0) {
    search().removeAttribute('aria-activedescendant');
  } else {
    search().setAttribute('aria-activedescendant', options()[index].id);
  }
}

function move(step) {
  if (shown.length > 0) {
    activate(Math.min(shown.length - 1, Math.max(0, activeIndex + step)));
    options()[activeIndex].scrollIntoView({ block: 'nearest' });
  }
}

function onKey(event) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Enter' && shown.length > 0) {
    event.preventDefault();
    choose(shown[Math.max(0, activeIndex)]);
  } else if (event.key === 'Escape' && search().value) {
    event.stopPropagation();
    clearFilter();
  }
}

function onSearch() {
  activeIndex = -1;
  render();
}

function showLoading() {
  list().replaceChildren(...Array.from({ length: SKELETON_ROWS }, () => element('div', { class: 'asset bone' })));
}

const asSeconds = (instant) => new Date(instant).getTime() / 1000;

function showFoot({ assets, asOf }) {
  const counts = `${plural('assets.count', assets.length)}, ${plural('assets.open', assets.filter(({ open }) => open).length)}`;
  setText('asset-foot', dotted(counts, t('assets.asOf', { time: time(asSeconds(asOf)) })));
  return counts;
}

/** Asks for the list; what is shown stays until the answer is there, and is told to be old when there is none. */
async function load(told) {
  try {
    const answer = await api.assets();
    keepAssets(answer.assets);
    render();
    const counts = showFoot(answer);
    if (told) {
      announce(counts);
    }
    onFresh();
  } catch (failure) {
    if (allAssets().length > 0) {
      setText('asset-foot', failure.message);
    } else {
      message(failure.message, button({ class: 'btn btn-quiet' }, loadAssets, t('state.retry')));
    }
  }
}

async function refresh() {
  if (!document.hidden) {
    await load(false);
  }
}

/** The first list after a login, and the one that the reader asks for; from then on it stays fresh. */
export async function loadAssets() {
  const again = byId('refresh-assets');
  again.disabled = true;
  if (allAssets().length === 0) {
    showLoading();
  }
  clearInterval(timer);
  timer = setInterval(refresh, REFRESH_MS);
  clearInterval(ticking);
  ticking = setInterval(tick, 1_000);
  await load(true);
  again.disabled = false;
}

function markChosen() {
  options().forEach((option) => option.setAttribute('aria-selected', String(option.dataset.symbol === chosenSymbol)));
}

/** Once: where the reader scrolls the list to afterwards, it stays. */
function revealChosen() {
  const option = byId(`asset-${chosenSymbol}`);
  if (option?.offsetParent && revealedSymbol !== chosenSymbol) {
    revealedSymbol = chosenSymbol;
    scrollWithin(list(), option.offsetTop, option.offsetTop + option.offsetHeight);
  }
}

/** The star beside the title, of the asset being analysed. */
function showTitleStar() {
  const node = byId('favourite');
  const favourite = isFavourite(chosenSymbol);
  show(node, !isFile(chosenSymbol) && findAsset(chosenSymbol) !== undefined);
  node.setAttribute('aria-pressed', String(favourite));
  node.title = t(favourite ? 'assets.noFavourite' : 'assets.favourite', { asset: byId('asset-title').textContent });
  node.setAttribute('aria-label', node.title);
  node.replaceChildren(icon(favourite ? 'star-fill' : 'star'));
}

/** Marks the asset being analysed, in the list and on the phone's button; '' for none. */
export function showChosen(symbol) {
  chosenSymbol = symbol;
  markChosen();
  const title = symbol ? (findAsset(symbol)?.name ?? symbol) : t('assets.choose');
  setText('asset-title', title);
  setText('asset-button-name', title);
  revealChosen();
  showTitleStar();
}

function changeOrder() {
  order = byId('asset-order').value;
  remember('assetOrder', order);
  render();
}

/**
 * @param onChoose called with the asset that was clicked or entered
 * @param whenFresh called when the list has come anew
 */
export function setUpAssets(onChoose, whenFresh) {
  choose = onChoose;
  onFresh = whenFresh;
  order = ORDERS.find((name) => name === recall('assetOrder')) ?? 'favourites';
  byId('asset-order').value = order;
  byId('asset-order').addEventListener('change', changeOrder);
  search().addEventListener('input', onSearch);
  search().addEventListener('keydown', onKey);
  byId('refresh-assets').addEventListener('click', loadAssets);
  byId('favourite').addEventListener('click', () => markFavourite(chosenSymbol));
  document.addEventListener('visibilitychange', () => timer !== null && refresh());
  // more than none of it: a sheet that is away touches the edge of the screen
  new IntersectionObserver(sheetMoved, { threshold: 0.01 }).observe(byId('asset-sheet'));
}

export function focusSearch() {
  search().focus();
  search().select();
}

/** Another user may log in next: his broker's list is his own. */
export function forgetAssets() {
  clearInterval(timer);
  clearInterval(ticking);
  timer = null;
  due = false;
  keepAssets([]);
  shown = [];
  list().replaceChildren();
  message('');
}
