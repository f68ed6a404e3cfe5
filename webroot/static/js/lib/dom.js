/** Builds elements without HTML strings: text from outside can never become markup. */
import { staticFile } from './static-file.js';

export const byId = (id) => document.getElementById(id);

/** An element with attributes (null and false leave one out, true sets it empty) and children. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon of those in `src/build/icons.txt`. */
export function icon(name) {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('class', 'bi');
  picture.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', staticFile(`vendor/icons.svg#${name}`));
  picture.append(use);
  return picture;
}

export function button(attributes, onClick, ...children) {
  const node = element('button', { type: 'button', ...attributes }, ...children);
  node.addEventListener('click', onClick);
  return node;
}

export function setText(id, text) {
  byId(id).textContent = text;
}

/** Writes only what changes: a text written anew is laid out anew. */
export function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function show(node, visible) {
  node.hidden = !visible;
}

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  setText('announcement', text);
}

/** Scrolls a container, and not the page, as little as needed to have what stands from `top` to `bottom` in it in sight. */
export function scrollWithin(container, top, bottom) {
  container.scrollTop = Math.max(Math.min(container.scrollTop, top), bottom - container.clientHeight);
}

const looks = new WeakMap();

/**
 * Makes a container show one node per item, in order. A node whose item looks as before stays the same node, so that
 * focus, hover and screen reader keep their place.
 *
 * @param key of an item, unique in the container
 * @param look everything of the item that its node shows
 * @param render makes a node of an item
 * @return the nodes that are new
 */
export function keep(container, items, { key, look, render }) {
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const news = [];
  let next = container.firstElementChild;
  items.forEach((item) => {
    const name = String(key(item));
    const sign = JSON.stringify(look(item));
    let node = old.get(name);
    if (!node || looks.get(node) !== sign) {
      const fresh = render(item);
      news.push(fresh);
      fresh.dataset.key = name;
      looks.set(fresh, sign);
      const focused = node !== undefined && node === document.activeElement;
      next = node === next ? fresh : next;
      node?.replaceWith(fresh);
      if (focused) {
        fresh.tabIndex = 0;
        fresh.focus();
      }
      node = fresh;
    }
    if (node === next) {
      next = node.nextElementSibling;
    } else {
      container.insertBefore(node, next);
    }
  });
  // also what is of no item, such as the skeleton of before
  while (next !== null) {
    const gone = next;
    next = next.nextElementSibling;
    gone.remove();
  }
  return news;
}

/**
 * Marks the selected one of several nodes, and writes only what changes.
 *
 * @param current undefined for none
 * @param entrance the one that stays in the tab order while none is selected
 */
export function markSelected(nodes, current, entrance) {
  const inTabOrder = current ?? entrance;
  for (const node of nodes) {
    const selected = String(node === current);
    if (node.getAttribute('aria-selected') !== selected) {
      node.setAttribute('aria-selected', selected);
    }
    const tabIndex = node === inTabOrder ? '0' : '-1';
    if (node.getAttribute('tabindex') !== tabIndex) {
      node.setAttribute('tabindex', tabIndex);
    }
  }
}

const HIGHLIGHT_MS = 4_000;

/** Marks for a moment what has just changed by itself. */
export function highlight(nodes) {
  nodes.forEach((node) => node.classList.add('changed'));
  setTimeout(() => nodes.forEach((node) => node.classList.remove('changed')), HIGHLIGHT_MS);
}

/** What follows is a task of its own: a browser can answer the reader between two. */
export const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** Loads a script of ours, for what is too heavy for the first page; resolves when it has run. */
export function loadScript(url, type = null) {
  return new Promise((resolve, reject) => {
    const script = element('script', { src: url, type });
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error(`not loaded: ${url}`)));
    document.head.append(script);
  });
}
