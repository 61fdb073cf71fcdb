// The page of a trace. What is shown stands in the address: the view, the chosen span and its tab, and what is looked for.
import { fetchPart, Transcript } from './transcript.js';
import { TreeData } from './tree-data.js';
import { TreeView } from './tree-view.js';
import { startTraceKeys } from './trace-keys.js';
import { TraceFinder } from './trace-find.js';
import { followTrace } from './trace-live.js';

const PANEL_DELAY_MS = 90;

export function startTrace() {
  const main = document.querySelector('main.trace-page');
  if (main) {
    new TracePage(main).start();
  }
}

class TracePage {
  #panelTimer = 0;
  #panelAsked = '';
  #treeRequest = null;

  constructor(main) {
    this.main = main;
    this.state = this.read();
    this.transcript = new Transcript(main.querySelector('#transcript'), () => this.afterSteps());
    this.tree = new TreeView(main.querySelector('#tree'), {
      open: id => this.go({ span: id }),
      select: id => this.panelIsOpen && this.go({ span: id }, 'replace'),
    });
    this.finder = new TraceFinder(this);
  }

  start() {
    this.main.addEventListener('click', event => this.#follow(event));
    addEventListener('popstate', () => this.#show(this.read()));
    this.main.querySelector('#tree-tools').addEventListener('click', event => this.use(event.target.closest('button')?.dataset.do));
    startTraceKeys(this);
    followTrace(this);
    this.#panelAsked = this.#panelKey(this.state);
    this.tree.cursor = this.state.span;
    this.#show(this.state);
    this.finder.start();
  }

  get panel() { return document.getElementById('panel'); }
  get panelIsOpen() { return !this.panel.hidden; }
  get isTree() { return this.state.view === 'tree'; }
  get parts() { return this.main.dataset.parts; }

  /** The selection in whichever view is shown. */
  get cursor() { return this.state.span || this.tree.cursor; }

  read() {
    const query = new URLSearchParams(location.search);
    const get = name => query.get(name) ?? '';
    return { view: get('view') === 'tree' ? 'tree' : 'transcript', scope: get('scope'), span: get('span'), tab: get('tab'), q: get('q') };
  }

  /** Shows something else, and says so in the address. */
  go(change, history = 'push') {
    const next = { ...this.state, ...change };
    if (!next.span) {
      next.tab = '';
    }
    const url = this.#url(next);
    if (url !== location.pathname + location.search) {
      window.history[`${history}State`](null, '', url);
    }
    this.#show(next);
  }

  use(action) {
    const { tree } = this;
    ({ fit: () => tree.time.fit(), 'zoom-in': () => tree.time.zoom(0.6), 'zoom-out': () => tree.time.zoom(1 / 0.6), fold: () => tree.foldAll() })[action]?.();
  }

  /** Selects a span without opening it, unless one is open already. */
  async reach(id) {
    this.tree.setCursor(id);
    if (this.panelIsOpen) {
      this.go({ span: id }, 'replace');
    }
    if (!this.isTree) {
      const step = await this.transcript.find(id);
      this.transcript.choose(id);
      step?.scrollIntoView({ block: 'center' });
    }
  }

  /** Fetches the tree, also when it is there already, because a running trace grows. False when it could not be had. */
  async loadTree() {
    const request = this.#treeRequest ??= fetch(`${this.parts}tree`).finally(() => this.#treeRequest = null).then(answer => answer.ok ? answer.json() : null, () => null);
    const json = await request;
    const note = this.main.querySelector('#tree-state');
    note.hidden = json !== null;
    if (json === null) {
      note.textContent = 'The tree could not be fetched. Reload the page to try again.';
      return false;
    }
    const cut = this.main.querySelector('#tree-cut');
    cut.hidden = json.count <= json.ids.length;
    cut.textContent = `This trace has ${json.count} spans; the first ${json.ids.length} are shown (Trees:SpansMax).`;
    this.tree.setData(new TreeData(json));
    return true;
  }

  afterSteps() {
    this.transcript.choose(this.cursor);
    this.transcript.mark(this.state.q);
  }

  #url({ view, scope, span, tab, q }) {
    const query = new URLSearchParams({ view });
    for (const [name, value] of Object.entries({ scope: view === 'tree' ? '' : scope, span, tab, q })) {
      if (value) {
        query.set(name, value);
      }
    }
    return `${location.pathname}?${query}`;
  }

  #show(next) {
    const isFirst = next === this.state;
    const isOtherView = next.view !== this.state.view;
    const isOtherSearch = next.q !== this.state.q;
    this.state = next;
    this.main.dataset.view = next.view;
    for (const tab of this.main.querySelectorAll('#trace-bar .tab')) {
      tab.dataset.view === next.view ? tab.setAttribute('aria-current', 'page') : tab.removeAttribute('aria-current');
    }
    this.transcript.root.hidden = this.isTree;
    this.tree.root.hidden = !this.isTree;
    if (next.span) {
      this.tree.setCursor(next.span);
    }
    this.#showView(isFirst || isOtherView);
    this.#showPanel();
    if (isOtherSearch) {
      this.finder.look();
    }
  }

  async #showView(isNew) {
    if (this.isTree) {
      if (!this.tree.data && await this.loadTree() && this.cursor) {
        this.tree.setCursor(this.cursor);
      }
      this.tree.draw();
    } else {
      if (this.transcript.isEmpty) {
        await this.transcript.start();
      }
      if (isNew && this.cursor) {
        (await this.transcript.find(this.cursor))?.scrollIntoView({ block: 'center' });
      }
      this.afterSteps();
    }
  }

  #panelKey = state => `${state.span}\n${state.tab}`;

  #showPanel() {
    const { span } = this.state;
    if (!span) {
      this.panel.hidden = true;
      this.#panelAsked = '';
    } else if (this.#panelAsked !== this.#panelKey(this.state)) {
      // Whoever runs down the tree with a key held does not want every span on the way.
      this.panel.hidden = false;
      this.#panelAsked = this.#panelKey(this.state);
      clearTimeout(this.#panelTimer);
      this.#panelTimer = setTimeout(() => this.#loadPanel(this.#panelAsked), PANEL_DELAY_MS);
    } else {
      this.panel.hidden = false;
    }
    this.tree.draw();
  }

  async #loadPanel(key) {
    const html = await fetchPart(`${this.parts}span${new URL(this.#url(this.state), location.href).search}`);
    if (key !== this.#panelAsked) {
      return;
    }
    const next = html === null ? null : new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
    if (next) {
      const [isSame, top] = [next.dataset.span === this.panel.dataset.span, document.getElementById('panel-body')?.scrollTop ?? 0];
      this.panel.replaceWith(next);
      document.getElementById('panel-body').scrollTop = isSame ? top : 0;
      document.dispatchEvent(new CustomEvent('shown', { detail: { part: 'panel', known: new Set() } }));
    } else {
      this.panel.textContent = 'The span could not be fetched. Choose it again to try once more.';
      this.#panelAsked = '';
    }
  }

  #follow(event) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const link = event.target.closest('a');
    const change = !link ? null
      : link.id === 'close-panel' ? { span: '' }
        : link.dataset.tab ? { tab: link.dataset.tab === 'messages' ? '' : link.dataset.tab }
          : link.dataset.view ? { view: link.dataset.view }
            : link.dataset.span ? { span: link.dataset.span } : null;
    if (change) {
      event.preventDefault();
      this.go(change);
    }
  }
}
