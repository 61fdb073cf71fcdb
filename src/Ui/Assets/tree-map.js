// The whole run in one strip: every row is a line, what is not in sight is veiled, and a mark at its edge tells which rows are in the box. Dragging across it shows that stretch of time.
const KINDS = ['span', 'generation', 'event', 'agent', 'tool', 'chain', 'retriever', 'evaluator', 'embedding', 'guardrail'];

export class TreeMap {
  #picture = null;

  constructor(canvas, view) {
    this.canvas = canvas;
    this.view = view;
  }

  /** The picture is of other rows or colours and must be drawn anew. */
  forget() { this.#picture = null; }

  draw() {
    const { canvas, view } = this;
    const scale = devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
    if (!width || !height) {
      return;
    }
    if (canvas.width !== width || canvas.height !== height) {
      [canvas.width, canvas.height] = [width, height];
      this.#picture = null;
    }
    this.#picture ??= this.#paint(width, height);
    const to = canvas.getContext('2d');
    to.clearRect(0, 0, width, height);
    to.drawImage(this.#picture, 0, 0);
    const { time, box } = view;
    const [left, right] = [time.from / time.all * width, time.to / time.all * width];
    const all = Math.max(1, box.scrollHeight);
    const [top, bottom] = [box.scrollTop / all * height, (box.scrollTop + box.clientHeight) / all * height];
    to.fillStyle = this.shade;
    to.fillRect(0, 0, left, height);
    to.fillRect(right, 0, width - right, height);
    to.fillStyle = this.frame;
    if (!time.isFit) {
      to.fillRect(left, 0, scale, height);
      to.fillRect(right - scale, 0, scale, height);
    }
    if (bottom - top < height - 1) {
      to.fillRect(width - 4 * scale, top, 4 * scale, Math.max(3 * scale, bottom - top));
    }
  }

  #paint(width, height) {
    const { data, visible, found } = this.view;
    const colours = this.#colours();
    const picture = Object.assign(document.createElement('canvas'), { width, height });
    const to = picture.getContext('2d');
    const line = height / Math.max(visible.length, 8);
    for (let row = 0; row < visible.length; row++) {
      const at = visible[row];
      to.fillStyle = data.stateOf(at) === 'error' ? colours.error : found.has(data.ids[at]) ? colours.found : colours[data.kindOf(at)] ?? colours.span;
      to.fillRect(data.starts[at] / data.end * width, row * line, Math.max(1, data.took[at] / data.end * width), Math.max(2, line * 0.8));
    }
    return picture;
  }

  /** Canvas knows no custom properties, so an element is asked what they come to. */
  #colours() {
    const probe = document.body.appendChild(document.createElement('i'));
    const read = value => {
      probe.style.color = value;
      return getComputedStyle(probe).color;
    };
    const colours = Object.fromEntries(KINDS.map(kind => [kind, read(`var(--kind-${kind})`)]));
    [colours.error, colours.found, this.frame, this.shade] = ['var(--bad)', 'var(--warn)', 'var(--accent)', 'var(--veil)'].map(read);
    probe.remove();
    return colours;
  }
}
