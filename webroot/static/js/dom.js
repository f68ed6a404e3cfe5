/** Builds elements without HTML strings: text from outside can never become markup. */
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

export const icon = (name) => element('i', { class: `bi bi-${name}`, 'aria-hidden': 'true' });

export function button(attributes, onClick, ...children) {
  const node = element('button', { type: 'button', ...attributes }, ...children);
  node.addEventListener('click', onClick);
  return node;
}

export function setText(id, text) {
  byId(id).textContent = text;
}

export function show(node, visible) {
  node.hidden = !visible;
}

/** Says something to screen readers without moving the focus. */
export function announce(text) {
  setText('announcement', text);
}

/** Loads a classic script of ours once, for libraries too heavy for the first page. */
export function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = element('script', { src: url });
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error(`not loaded: ${url}`)));
    document.head.append(script);
  });
}
