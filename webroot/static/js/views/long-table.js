/**
 * A table of any length, whose rows exist only around those in sight; as the reader scrolls, others take their place. Its
 * template has a window that scrolls, in it a table, whose rows stand between two that keep the room of the others.
 */
import { byId, keep, scrollWithin } from '../lib/dom.js';

/** A row is a card there, several times as high. */
const phone = matchMedia('(max-width: 767.98px)');

/**
 * @param ids of the template's parts, `{place, table, rows, before, after}`
 * @param size `{rows, step}`: how many rows exist at once (`few` of them on a phone), and by how many they move on
 * @param drawing `{key, look, render}` of a row as in `keep`, and `moved(node, row)` for what changes with every new row;
 *     a row that is not known yet is undefined
 * @return `{show, reveal, nodes, setUp}`
 */
export function longTable(ids, size, { key, look, render, moved = () => {} }) {
  let rows = [];
  /** Index of the first row that exists. */
  let first = 0;

  const most = () => (size.few && phone.matches ? size.few : size.rows);
  const place = () => byId(ids.place);
  const nodes = () => [...byId(ids.rows).children];
  /** Of a row, 0 while none has been in sight. To ask is to lay the page out, so it is kept until the reader scrolls. */
  let height = 0;
  const measure = () => (height = byId(ids.rows).firstElementChild?.offsetHeight ?? 0);

  /** Where the rows have to begin so that those in sight exist. Where the window stands is not asked needlessly, either. */
  function beginning() {
    if (rows.length <= most() || byId(ids.rows).firstElementChild === null) {
      return 0;
    }
    const inSight = Math.floor(place().scrollTop / (height || 1));
    const wanted = Math.floor((inSight - size.step) / size.step) * size.step;
    return Math.max(0, Math.min(wanted, rows.length - most()));
  }

  /** @return the rows that look different from before */
  function draw() {
    first = beginning();
    const existing = Array.from({ length: Math.min(most(), rows.length - first) }, (_, index) => ({ row: rows[first + index], index: first + index }));
    const keyOf = ({ row, index }) => (row === undefined ? `unknown ${index}` : key(row));
    // those that go, first of all: then the others stand in their places already, and are not laid out anew
    const wanted = new Set(existing.map((each) => String(keyOf(each))));
    nodes()
      .filter((node) => !wanted.has(node.dataset.key))
      .forEach((node) => node.remove());
    const news = keep(byId(ids.rows), existing, {
      key: keyOf,
      look: ({ row }) => (row === undefined ? null : look(row)),
      render: ({ row }) => render(row),
    });
    nodes().forEach((node, index) => {
      const position = String(first + index + 2);
      if (node.getAttribute('aria-rowindex') !== position) {
        node.setAttribute('aria-rowindex', position);
      }
      moved(node, existing[index].row);
    });
    if (height === 0 && rows.length > existing.length) {
      // once they are laid out anyway
      setTimeout(keepRoom);
    } else {
      keepRoom();
    }
    return news;
  }

  /** For the rows that do not exist. */
  function keepRoom() {
    const existing = nodes().length;
    const others = rows.length - existing;
    if (height === 0 && others > 0) {
      measure();
    }
    byId(ids.before).style.height = `${first * height}px`;
    byId(ids.after).style.height = `${(others - first) * height}px`;
  }

  /** Also when the window of a page that has been taken away changes its size. */
  function resized() {
    if (place()) {
      measure();
      draw();
    }
  }

  return {
    nodes,

    /** @return the rows that look different from before */
    show(newRows) {
      rows = newRows;
      byId(ids.table).setAttribute('aria-rowcount', String(rows.length + 1));
      return draw();
    },

    /** Has a row in sight, below the head that stays. */
    reveal(index) {
      measure();
      const head = byId(ids.table).tHead.offsetHeight;
      scrollWithin(place(), index * height, head + (index + 1) * height);
      return beginning() === first ? [] : draw();
    },

    /** @param onMove called when other rows exist than before: the index of the first, and how many */
    setUp(onMove = () => {}) {
      const follow = () => {
        measure();
        if (beginning() !== first) {
          draw();
          onMove(first, nodes().length);
        }
      };
      place().addEventListener('scroll', follow, { passive: true });
      // once, however often the page is built
      window.addEventListener('resize', resized);
    },
  };
}
