// The stretch of time that the bars show, and moving through it.
const FLY_MS = 220;
const SMALLEST_MS = 0.01;
const TICK_PIXELS = 96;

// Above a second people count in seconds, minutes, hours and days.
const LONG_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400].map(seconds => seconds * 1000);

export class TimeWindow {
  #frame = 0;

  constructor(changed) {
    this.changed = changed;
    this.all = 1;
    this.from = 0;
    this.to = 1;
  }

  get length() { return this.to - this.from; }
  get isFit() { return this.from <= 0 && this.to >= this.all; }

  /** The run grew or is another; who looked at all of it still does. */
  setAll(end) {
    const wasFit = this.isFit;
    this.all = end;
    if (wasFit) {
      [this.from, this.to] = [0, end];
    }
  }

  show(from, to) {
    cancelAnimationFrame(this.#frame);
    const length = Math.min(Math.max(to - from, SMALLEST_MS), this.all);
    this.from = Math.min(Math.max(0, from), this.all - length);
    this.to = this.from + length;
    this.changed();
  }

  zoom(factor, share = 0.5) {
    const at = this.from + this.length * share;
    const length = this.length * factor;
    this.show(at - length * share, at + length * (1 - share));
  }

  pan(share) {
    this.show(this.from + this.length * share, this.to + this.length * share);
  }

  fly(from, to) {
    const [from0, to0, start] = [this.from, this.to, performance.now()];
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.show(from, to);
      return;
    }
    const step = now => {
      const part = Math.min(1, (now - start) / FLY_MS);
      const eased = 1 - (1 - part) ** 3;
      this.show(from0 + (from - from0) * eased, to0 + (to - to0) * eased);
      if (part < 1) {
        this.#frame = requestAnimationFrame(step);
      }
    };
    step(start);
  }

  fit() { this.fly(0, this.all); }

  /** Where the lines of the axis stand, in milliseconds. */
  ticks(width) {
    const rough = this.length * TICK_PIXELS / Math.max(width, TICK_PIXELS);
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = (rough > 500 && LONG_STEPS_MS.find(each => each >= rough)) || [1, 2, 5, 10].find(each => each * power >= rough) * power;
    return { step, first: Math.ceil(this.from / step) * step };
  }
}
