/** Work in steps, each a task of its own: the browser paints and answers the reader between two. */

/** @return `{begin, finish, forget}` of one work, of which the newest alone matters */
export function inSteps() {
  let left = [];
  let timer = null;

  function next() {
    timer = left.length > 1 ? setTimeout(next) : null;
    left.shift()();
  }

  function forget() {
    clearTimeout(timer);
    left = [];
  }

  return {
    forget,

    /** @param steps functions; what was left of those before is not done any more */
    begin(steps) {
      forget();
      left = [...steps];
      timer = setTimeout(next);
    },

    /** Does at once what is left. */
    finish() {
      const rest = left;
      forget();
      rest.forEach((step) => step());
    },
  };
}
