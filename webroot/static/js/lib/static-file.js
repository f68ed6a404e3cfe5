/** The address of a static file: the server says in the html element where the files of its build are. */
export const staticFile = (path) => `${document.documentElement.dataset.base}/${path}`;
