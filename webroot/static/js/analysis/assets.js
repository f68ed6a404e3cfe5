/** The asset picker: search, category chips, the list with payout and open state. */
import * as api from '../net/api.js';
import { announce, button, byId, element, icon, setText } from '../lib/dom.js';
import { percent, time } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';

export const CATEGORIES = ['forex', 'otc', 'crypto', 'stock', 'index', 'commodity', 'other'];

let all = [];
let shown = [];
let category = '';
let chosenSymbol = '';
let activeIndex = -1;
let choose = () => {};

const search = () => byId('asset-search');
const list = () => byId('asset-list');
const options = () => list().querySelectorAll('[role=option]');

export const plainText = (text) => text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Open assets first, each group in the server's order (by symbol); "eurusd" finds "EUR/USD (OTC)". */
function filtered() {
  const wanted = plainText(search().value);
  const matches = all.filter(
    (asset) =>
      (!category || asset.category === category) && (plainText(asset.name).includes(wanted) || plainText(asset.symbol).includes(wanted)),
  );
  return [...matches.filter((asset) => asset.open), ...matches.filter((asset) => !asset.open)];
}

function renderOption(asset, index) {
  const option = element(
    'div',
    {
      id: `asset-${index}`,
      class: asset.open ? 'asset' : 'asset asset-closed',
      role: 'option',
      'data-test': 'asset-item',
      'data-symbol': asset.symbol,
      'data-open': String(asset.open),
      'aria-selected': String(asset.symbol === chosenSymbol),
    },
    element('span', { class: 'asset-name' }, asset.name),
    asset.open ? null : element('small', { class: 'asset-state' }, icon('moon'), ` ${t('assets.closed')}`),
    element(
      'span',
      { class: 'asset-payout' },
      element('span', { class: 'visually-hidden' }, t('assets.payout'), ' '),
      percent(asset.payout, 0),
    ),
  );
  option.addEventListener('click', () => choose(asset));
  return option;
}

function renderChips() {
  const present = CATEGORIES.filter((name) => all.some((asset) => asset.category === name));
  const chip = (name, label) =>
    button(
      { class: 'chip', 'data-test': 'category-chip', 'data-category': name, 'aria-pressed': String(name === category) },
      () => {
        category = name;
        render();
      },
      label,
    );
  byId('asset-categories').replaceChildren(
    chip('', t('assets.all')),
    ...present.map((name) => chip(name, t(`assets.categories.${name}`))),
  );
}

function clearFilter() {
  category = '';
  search().value = '';
  render();
  search().focus();
}

function render() {
  shown = filtered();
  activeIndex = -1;
  search().removeAttribute('aria-activedescendant');
  renderChips();
  message('');
  if (shown.length > 0) {
    list().replaceChildren(...shown.map(renderOption));
  } else if (all.length > 0) {
    message(t('assets.none'), button({ class: 'btn btn-quiet' }, clearFilter, t('assets.clear')));
  } else {
    message(t('assets.empty'));
  }
}

/** A sentence where the list would be; a listbox may only hold options. */
function message(text, ...more) {
  list().replaceChildren();
  byId('asset-message').replaceChildren(...(text ? [element('p', {}, text), ...more] : []));
}

function move(step) {
  if (shown.length === 0) {
    return;
  }
  activeIndex = Math.min(shown.length - 1, Math.max(0, activeIndex + step));
  options().forEach((option, index) => option.classList.toggle('active', index === activeIndex));
  const active = byId(`asset-${activeIndex}`);
  search().setAttribute('aria-activedescendant', active.id);
  active.scrollIntoView({ block: 'nearest' });
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

const SKELETON_ROWS = 12;

function showLoading() {
  const rows = Array.from({ length: SKELETON_ROWS }, () => element('div', { class: 'asset bone' }));
  list().replaceChildren(...rows);
}

/** Asks the broker's list again; what is shown stays until the answer is there. */
export async function loadAssets() {
  const refresh = byId('refresh-assets');
  refresh.disabled = true;
  if (all.length === 0) {
    showLoading();
  }
  try {
    const answer = await api.assets();
    all = answer.assets;
    render();
    const open = all.filter((asset) => asset.open).length;
    const counts = `${plural('assets.count', all.length)}, ${plural('assets.open', open)}`;
    setText('asset-foot', `${counts} · ${t('assets.asOf', { time: time(asSeconds(answer.asOf)) })}`);
    announce(counts);
  } catch (failure) {
    if (all.length > 0) {
      setText('asset-foot', failure.message);
    } else {
      message(failure.message, button({ class: 'btn btn-quiet' }, loadAssets, t('state.retry')));
    }
  } finally {
    refresh.disabled = false;
  }
}

const asSeconds = (instant) => new Date(instant).getTime() / 1000;

export const findAsset = (symbol) => all.find((asset) => asset.symbol === symbol);

/** Marks the asset being analysed, in the list and on the phone's button. */
export function showChosen(symbol, name) {
  chosenSymbol = symbol;
  options().forEach((option) => option.setAttribute('aria-selected', String(option.dataset.symbol === symbol)));
  const title = symbol ? name : t('assets.choose');
  setText('asset-title', title);
  setText('asset-button-name', title);
}

/** @param onChoose called with the asset that was clicked or entered */
export function setUpAssets(onChoose) {
  choose = onChoose;
  search().addEventListener('input', render);
  search().addEventListener('keydown', onKey);
  byId('refresh-assets').addEventListener('click', loadAssets);
}

export function focusSearch() {
  search().focus();
  search().select();
}

/** Another user may log in next: his broker's list is his own. */
export function forgetAssets() {
  all = [];
  shown = [];
  message('');
}
