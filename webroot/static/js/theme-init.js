// Runs before the first paint, so that no page flashes in the wrong theme.
(function () {
  var root = document.documentElement;
  var chosen = null;
  try {
    chosen = localStorage.getItem('catalogador.theme');
  } catch (blocked) {
    // storage may be forbidden; the system's preference still holds
  }
  var light = chosen ? chosen === 'light' : window.matchMedia('(prefers-color-scheme: light)').matches;
  root.dataset.bsTheme = light ? 'light' : 'dark';
  // what waits for a script is shown where there is one
  root.dataset.script = '';
})();
