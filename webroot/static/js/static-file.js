/**
 * The address of a file beside this folder. Stays in the folder of the bundles, so that it holds in the module and in a
 * bundle alike.
 */
export const staticFile = (path) => new URL(`../${path}`, import.meta.url);
