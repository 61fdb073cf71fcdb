// The keys of the page of a trace. In the tree they move through rows, in the transcript through steps.
export function startTraceKeys(page) {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
      return;
    }
    if (event.target.matches('input, textarea, select')) {
      return;
    }
    const isOnControl = event.target.matches('a, button, summary');
    const action = { ...both(page), ...(page.isTree ? tree(page.tree, page) : transcript(page)) }[event.key];
    const isScrolling = event.key.startsWith('Arrow') && event.target.closest('#panel');
    if (action && !isScrolling && !(isOnControl && event.key === 'Enter')) {
      event.preventDefault();
      action();
    }
  });
}

const both = page => ({
  '/': () => {
    page.finder.field.focus();
    page.finder.field.select();
  },
  n: () => page.finder.step(1),
  N: () => page.finder.step(-1),
  v: () => page.go({ view: page.isTree ? 'transcript' : 'tree' }),
  o: () => page.cursor && page.go({ span: page.cursor }),
  Enter: () => page.cursor && page.go({ span: page.cursor }),
  Escape: () => page.go({ span: '' }),
});

const tree = (view, page) => ({
  j: () => view.step(1),
  k: () => view.step(-1),
  ArrowDown: () => view.step(1),
  ArrowUp: () => view.step(-1),
  h: () => view.left(),
  l: () => view.right(),
  ArrowLeft: () => view.left(),
  ArrowRight: () => view.right(),
  PageDown: () => view.page(1),
  PageUp: () => view.page(-1),
  Home: () => view.first(),
  End: () => view.last(),
  z: () => page.use('fold'),
  f: () => page.use('fit'),
  '+': () => page.use('zoom-in'),
  '=': () => page.use('zoom-in'),
  '-': () => page.use('zoom-out'),
  ' ': () => view.at >= 0 && view.flyTo(view.at),
});

const transcript = page => ({
  j: () => stepBy(page, 1),
  k: () => stepBy(page, -1),
  ArrowRight: () => fold(page, true),
  ArrowLeft: () => fold(page, false),
});

function current(page) {
  const steps = page.transcript.steps;
  return [steps, steps.findIndex(step => step.classList.contains('is-cursor'))];
}

function stepBy(page, by) {
  const [steps, at] = current(page);
  const next = steps[Math.max(0, Math.min(steps.length - 1, at + by))];
  if (next) {
    page.tree.cursor = next.dataset.span;
    if (page.panelIsOpen) {
      page.go({ span: next.dataset.span }, 'replace');
    }
    page.transcript.choose(next.dataset.span);
    next.scrollIntoView({ block: 'nearest' });
  }
}

function fold(page, isOpen) {
  const [steps, at] = current(page);
  const details = steps[at]?.querySelector('details');
  if (details) {
    details.open = isOpen;
  }
}
