// Small things: the theme, copying, and menus that close when one looks elsewhere.
const COPIED_MS = 1_200;

export function startPage() {
  document.getElementById('theme')?.addEventListener('click', toggleTheme);
  document.addEventListener('click', event => {
    const button = event.target.closest('button.copy');
    if (button) {
      copy(button);
    }
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
}

function toggleTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset.theme);
  } catch {
    // A browser that keeps nothing forgets the choice; that is all.
  }
}

async function copy(button) {
  const from = button.dataset.copyFrom && button.closest(button.dataset.copyFrom);
  const text = button.dataset.copy ?? [...from.querySelectorAll('pre')].map(pre => pre.textContent).join('\n\n');
  button.dataset.copied = await write(text) ? 'yes' : 'no';
  setTimeout(() => delete button.dataset.copied, COPIED_MS);
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers lend the clipboard to secure pages only; a page on plain HTTP selects and copies instead.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const isDone = document.execCommand('copy');
    area.remove();
    return isDone;
  }
}
