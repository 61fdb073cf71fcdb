// Runs before the first paint, so that a chosen theme never flashes; modules would come too late.
(() => {
  const root = document.documentElement;
  root.classList.add('has-script');
  let theme = null;
  try {
    theme = localStorage.getItem('theme');
  } catch {
    // A browser that keeps nothing follows the system.
  }
  if (theme === 'light' || theme === 'dark') {
    root.dataset.theme = theme;
  }
})();
