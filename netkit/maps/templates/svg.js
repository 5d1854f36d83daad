// @ts-check
/* A pen that writes SVG: what the canvas pen of the map can do, and no more. */

const TEXT_ANCHORS = { left: 'start', center: 'middle', right: 'end' };

class SvgPen {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {string[]} */
    this.parts = [];
    this.path = '';
    /** @type {number[]} */
    this.dash = [];
    this.fillStyle = '#000';
    this.strokeStyle = '#000';
    this.lineWidth = 1;
    this.globalAlpha = 1;
    this.lineCap = 'butt';
    this.lineJoin = 'miter';
    this.font = '';
    this.textAlign = 'left';
    this.textBaseline = 'alphabetic';
  }

  setTransform() {}

  setLineDash(dash) {
    this.dash = dash;
  }

  measureText(text) {
    context.font = this.font;
    return context.measureText(text);
  }

  beginPath() {
    this.path = '';
  }

  moveTo(x, y) {
    this.path += `M${rounded(x)} ${rounded(y)}`;
  }

  lineTo(x, y) {
    this.path += `L${rounded(x)} ${rounded(y)}`;
  }

  quadraticCurveTo(cx, cy, x, y) {
    this.path += `Q${rounded(cx)} ${rounded(cy)} ${rounded(x)} ${rounded(y)}`;
  }

  /** A whole circle: the map draws no others. */
  arc(x, y, r) {
    const [cy, radius] = [y, r].map(rounded);
    this.path += `M${rounded(x - r)} ${cy}a${radius} ${radius} 0 1 0 ${rounded(2 * r)} 0a${
      radius} ${radius} 0 1 0 ${rounded(-2 * r)} 0`;
  }

  fillRect(x, y, width, height) {
    this.add('rect', { x, y, width, height, fill: this.fillStyle, opacity: this.globalAlpha });
  }

  fill() {
    this.add('path', { d: this.path, fill: this.fillStyle, opacity: this.globalAlpha });
  }

  stroke() {
    this.add('path', { d: this.path, fill: 'none', ...this.line() });
  }

  fillText(text, x, y) {
    this.write(text, x, y, { fill: this.fillStyle, opacity: this.globalAlpha });
  }

  strokeText(text, x, y) {
    this.write(text, x, y, { fill: 'none', ...this.line() });
  }

  line() {
    return { stroke: this.strokeStyle, 'stroke-width': this.lineWidth, opacity: this.globalAlpha,
      'stroke-linecap': this.lineCap, 'stroke-linejoin': this.lineJoin,
      ...(this.dash.length ? { 'stroke-dasharray': this.dash.join(' ') } : {}) };
  }

  write(text, x, y, look) {
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(this.font) ?? [];
    this.add('text', { x: rounded(x), y: rounded(y), 'font-size': size, 'font-weight': weight,
      'text-anchor': TEXT_ANCHORS[this.textAlign], 'dominant-baseline': 'central', ...look }, text);
  }

  add(tag, attributes, text = '') {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${inert(value)}"`);
    this.parts.push(`<${tag}${written.join('')}>${inert(text)}</${tag}>`);
  }

  /** The picture as one SVG file. */
  file(title) {
    return `<svg xmlns="${SVG}" viewBox="0 0 ${this.width} ${this.height}" width="${
      this.width}" height="${this.height}" font-family="system-ui, sans-serif"><title>${
      inert(title)}</title>${this.parts.join('')}</svg>`;
  }
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}

/** Text in which nothing means anything to SVG. */
function inert(text) {
  return String(text).replace(/[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]/g,
    (letter) => (letter < ' ' ? '' : `&#${letter.charCodeAt(0)};`));
}
