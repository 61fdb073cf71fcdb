// The tree of spans beside their times. Only the rows in sight are in the page, so a trace may have tens of thousands.
// Whatever comes from a span is put in as text.
import { costText, durationText, tokensText } from './tree-data.js';
import { TimeWindow } from './tree-time.js';
import { TreeMap } from './tree-map.js';
import { steer } from './tree-pointer.js';

const SPARE_ROWS = 8;
const PAGE_ROWS = 10;
const INDENT_DEPTH_MAX = 14;

export class TreeView {
  #rows = [];
  #rowOf = new Map();
  #elements = [];
  #frame = 0;

  constructor(root, { open, select }) {
    this.root = root;
    this.open = open;
    this.select = select;
    this.box = root.querySelector('#tree-box');
    this.sheet = root.querySelector('#tree-rows');
    this.axis = root.querySelector('#tree-axis');
    this.folded = new Set();
    this.found = new Set();
    this.data = null;
    this.cursor = '';
    this.time = new TimeWindow(() => this.draw());
    this.map = new TreeMap(root.querySelector('#tree-map'), this);
    this.box.addEventListener('scroll', () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.box);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.repaint());
    new MutationObserver(() => this.repaint()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    steer(this);
  }

  setData(data) {
    this.data = data;
    this.time.setAll(data.end);
    this.root.classList.toggle('has-costs', data.most.costs > 0);
    this.root.classList.toggle('has-tokens', data.most.tokens > 0);
    this.#arrange();
  }

  get visible() { return this.#rows; }
  get rowHeight() { return parseFloat(getComputedStyle(this.sheet).getPropertyValue('--tree-row')) || 26; }
  get laneWidth() { return this.axis.clientWidth; }

  /** What is selected, or -1. */
  get at() { return this.data?.places.get(this.cursor) ?? -1; }

  setFound(ids) {
    this.found = new Set(ids);
    this.map.forget();
    this.draw();
  }

  setCursor(id, { reveal = true } = {}) {
    this.cursor = id;
    const at = this.at;
    if (at >= 0 && reveal) {
      this.#unfoldAbove(at);
      this.#scrollTo(at);
    }
    this.draw();
  }

  /** Moves by so many rows; the selection is told to whoever listens. */
  step(by) {
    if (!this.#rows.length) {
      return;
    }
    const row = this.#rowOf.get(this.at);
    const next = row === undefined ? (by > 0 ? 0 : this.#rows.length - 1) : Math.max(0, Math.min(this.#rows.length - 1, row + by));
    this.#choose(this.#rows[next]);
  }

  page(by) { this.step(by * PAGE_ROWS); }
  first() { this.#choose(this.#rows[0]); }
  last() { this.#choose(this.#rows.at(-1)); }

  /** Folds what is open; from what is closed goes to the one above. */
  left() {
    const at = this.at;
    if (at < 0) {
      return;
    }
    if (this.data.below[at] && !this.folded.has(this.cursor)) {
      this.toggle(at);
    } else if (this.data.parents[at] >= 0) {
      this.#choose(this.data.parents[at]);
    }
  }

  right() {
    const at = this.at;
    if (at < 0 || !this.data.below[at]) {
      return;
    }
    if (this.folded.has(this.cursor)) {
      this.toggle(at);
    } else {
      this.#choose(at + 1);
    }
  }

  toggle(at) {
    const id = this.data.ids[at];
    if (!this.folded.delete(id)) {
      this.folded.add(id);
    }
    this.#arrange();
  }

  /** Folds everything below the roots, or unfolds all. */
  foldAll() {
    if (this.folded.size) {
      this.folded.clear();
    } else {
      this.data.ids.forEach((id, at) => this.data.below[at] && this.data.depths[at] > 0 && this.folded.add(id));
    }
    this.#arrange();
    this.#scrollTo(this.at);
  }

  /** Shows a span in the middle of the bars, with something around it. */
  flyTo(at) {
    const [start, took] = [this.data.starts[at], Math.max(this.data.took[at], this.data.end / 5_000)];
    this.time.fly(start - took * 0.15, start + took * 1.15);
  }

  repaint() {
    this.map.forget();
    this.draw();
  }

  draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.data && !this.root.hidden) {
        this.#drawRows();
        this.#drawAxis();
        this.map.draw();
      }
    });
  }

  #choose(at) {
    this.setCursor(this.data.ids[at]);
    this.select(this.cursor);
  }

  #arrange() {
    this.#rows = this.data.rows(this.folded);
    this.#rowOf = new Map(this.#rows.map((at, row) => [at, row]));
    this.sheet.style.height = `${this.#rows.length * this.rowHeight}px`;
    this.map.forget();
    this.draw();
  }

  #unfoldAbove(at) {
    let isChanged = false;
    for (let above = this.data.parents[at]; above >= 0; above = this.data.parents[above]) {
      isChanged = this.folded.delete(this.data.ids[above]) || isChanged;
    }
    if (isChanged) {
      this.#arrange();
    }
  }

  #scrollTo(at) {
    const row = this.#rowOf.get(at);
    if (row === undefined) {
      return;
    }
    const [top, height] = [row * this.rowHeight, this.rowHeight];
    if (top < this.box.scrollTop) {
      this.box.scrollTop = top - height;
    } else if (top + height > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = top + 2 * height - this.box.clientHeight;
    }
  }

  #drawRows() {
    const height = this.rowHeight;
    const first = Math.max(0, Math.floor(this.box.scrollTop / height) - SPARE_ROWS);
    const last = Math.min(this.#rows.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / height) + SPARE_ROWS);
    this.sheet.style.height = `${this.#rows.length * height}px`;
    for (let row = first; row < last; row++) {
      const element = this.#elements[row - first] ??= this.sheet.appendChild(newRow());
      this.#fill(element, row, height);
    }
    for (const element of this.#elements.splice(Math.max(0, last - first))) {
      element.remove();
    }
    const chosen = this.#rowOf.get(this.at);
    if (chosen !== undefined && chosen >= first && chosen < last) {
      this.box.setAttribute('aria-activedescendant', `span-row-${chosen}`);
    } else {
      this.box.removeAttribute('aria-activedescendant');
    }
  }

  #fill(element, row, height) {
    const { data } = this;
    const at = this.#rows[row];
    const id = data.ids[at];
    const [kind, state] = [data.kindOf(at), data.stateOf(at)];
    const isFolded = this.folded.has(id);
    element.id = `span-row-${row}`;
    element.dataset.at = at;
    element.style.top = `${row * height}px`;
    element.className = `tree-row kind-${kind} ${state ? `is-${state}` : ''} ${id === this.cursor ? 'is-cursor' : ''} ${this.found.has(id) ? 'is-found' : ''}`;
    element.setAttribute('aria-level', data.depths[at] + 1);
    element.setAttribute('aria-selected', id === this.cursor);
    if (data.below[at]) {
      element.setAttribute('aria-expanded', !isFolded);
    } else {
      element.removeAttribute('aria-expanded');
    }
    const { names, twist, mark, label, model, hidden, cost, tokens, took, bar, wait } = element.parts;
    names.style.setProperty('--depth', Math.min(data.depths[at], INDENT_DEPTH_MAX));
    twist.textContent = data.below[at] ? (isFolded ? '▸' : '▾') : '';
    mark.className = `kind kind-${kind}`;
    mark.title = kind;
    label.textContent = data.nameOf(at);
    label.title = data.nameOf(at);
    model.textContent = data.modelOf(at);
    hidden.textContent = isFolded ? `+${data.below[at]}` : '';
    set(cost, costText(data.costs[at]), `figure-cost ${data.heatOf('costs', at)}`);
    set(tokens, tokensText(data.tokens[at]), `figure-tokens ${data.heatOf('tokens', at)}`);
    set(took, durationText(data.took[at]), data.heatOf('took', at));
    this.#place(bar, wait, at);
  }

  #place(bar, wait, at) {
    const { data, time } = this;
    const [from, to] = [(data.starts[at] - time.from) / time.length, (data.starts[at] + data.took[at] - time.from) / time.length];
    bar.hidden = to < 0 || from > 1;
    if (!bar.hidden) {
      // A bar that is far wider than the lane would lose its edge to rounding, so it is cut a little outside.
      const [left, right] = [Math.max(from, -0.01), Math.min(to, 1.01)];
      bar.style.left = `${left * 100}%`;
      bar.style.width = `${(right - left) * 100}%`;
      const share = data.firsts[at] === null || !data.took[at] ? 0 : data.firsts[at] / data.took[at];
      wait.style.width = share > 0 && from >= 0 && to <= 1 ? `${Math.min(share, 1) * 100}%` : '0';
    }
  }

  #drawAxis() {
    this.root.style.setProperty('--bar-width', `${this.box.offsetWidth - this.box.clientWidth}px`);
    const width = this.laneWidth;
    const { step, first } = this.time.ticks(width);
    this.root.style.setProperty('--grid-step', `${step / this.time.length * width}px`);
    this.root.style.setProperty('--grid-at', `${(first - this.time.from) / this.time.length * width}px`);
    const marks = [];
    for (let tick = first; tick < this.time.to && marks.length < 60; tick += step) {
      const mark = document.createElement('span');
      mark.textContent = tick === 0 ? '0' : durationText(tick);
      mark.style.left = `${(tick - this.time.from) / this.time.length * 100}%`;
      marks.push(mark);
    }
    this.axis.replaceChildren(...marks);
  }
}

function set(element, text, names) {
  element.textContent = text;
  element.className = `figure ${names}`;
}

/** An empty row, which remembers its parts. */
function newRow() {
  const make = (name, tag = 'span') => Object.assign(document.createElement(tag), { className: name });
  const row = make('tree-row', 'div');
  row.setAttribute('role', 'treeitem');
  const parts = row.parts = {
    names: make('tree-names', 'div'), twist: make('twist'), mark: make('kind'), label: make('tree-label'), model: make('tree-model'), hidden: make('tree-hidden'),
    cost: make('figure'), tokens: make('figure'), took: make('figure'), lane: make('tree-lane', 'div'), bar: make('tree-bar', 'div'), wait: make('tree-wait', 'div'),
  };
  parts.bar.append(parts.wait);
  parts.lane.append(parts.bar);
  parts.names.append(parts.twist, parts.mark, parts.label, parts.model, parts.hidden, make('tree-space'), parts.tokens, parts.cost, parts.took);
  row.append(parts.names, parts.lane);
  return row;
}
