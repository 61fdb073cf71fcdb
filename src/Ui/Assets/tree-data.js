// The spans of a trace as columns, in reading order: those below a span follow it.
const HOT = 0.75;
const WARM = 0.5;

export class TreeData {
  constructor(json) {
    Object.assign(this, json);
    this.length = json.ids.length;
    this.places = new Map(json.ids.map((id, at) => [id, at]));
    this.depths = new Uint16Array(this.length);
    this.end = 0;
    this.roots = 0;
    for (let at = 0; at < this.length; at++) {
      const parent = json.parents[at];
      this.depths[at] = parent < 0 ? 0 : this.depths[parent] + 1;
      this.roots += parent < 0 ? 1 : 0;
      this.end = Math.max(this.end, json.starts[at] + json.took[at]);
    }
    this.end ||= 1;
    this.most = { took: this.#most(json.took), tokens: this.#most(json.tokens), costs: this.#most(json.costs) };
  }

  kindOf(at) { return this.kindWords[this.kind[at]]; }
  nameOf(at) { return this.nameWords[this.name[at]]; }
  modelOf(at) { return this.modelWords[this.model[at]]; }
  stateOf(at) { return this.stateWords[this.state[at]]; }

  /** The rows that are not hidden in a folded one. */
  rows(folded) {
    const rows = [];
    for (let at = 0; at < this.length; at += folded.has(this.ids[at]) ? this.below[at] + 1 : 1) {
      rows.push(at);
    }
    return rows;
  }

  /** How heavy a part is beside the heaviest: hot, warm or nothing. A lone root always has everything, which says nothing. */
  heatOf(column, at) {
    if (this.length < 3 || (this.roots === 1 && this.parents[at] < 0) || !this.most[column]) {
      return '';
    }
    const share = (this[column][at] ?? 0) / this.most[column];
    return share >= HOT ? 'hot' : share >= WARM ? 'warm' : '';
  }

  #most(column) {
    return column.reduce((most, value) => Math.max(most, value ?? 0), 0);
  }
}

const number = new Intl.NumberFormat('en');

export function durationText(ms) {
  if (ms < 0.05) {
    return '0 ms';
  }
  if (ms < 9.95) {
    return `${ms.toFixed(1)} ms`;
  }
  if (ms < 999.5) {
    return `${ms.toFixed(0)} ms`;
  }
  if (ms < 59_995) {
    return `${(ms / 1000).toFixed(2)} s`;
  }
  const [value, large, small] = ms < 3_599_500 ? [Math.round(ms / 1000), 'm', 's'] : [Math.round(ms / 60_000), 'h', 'm'];
  return `${Math.floor(value / 60)} ${large} ${String(value % 60).padStart(2, '0')} ${small}`;
}

export const tokensText = value => value === null ? '' : value < 100_000 ? number.format(value) : value < 999_950 ? `${(value / 1e3).toFixed(1)}k` : `${(value / 1e6).toFixed(1)}M`;

export function costText(value) {
  if (value === null) {
    return '';
  }
  return value === 0 ? '$0' : `$${value >= 1 ? value.toFixed(2) : value >= 0.001 ? value.toFixed(4) : value.toPrecision(2)}`;
}
