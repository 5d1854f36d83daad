// @ts-check
/* Thousands of small discs at once: written into pixels, since a canvas takes 2 µs for each. */

const STAMPED_FROM = 800; // people; fewer are drawn one by one
const STAMPED_TO = 4.5; // pixels of radius; larger ones are few enough to draw one by one
const sheets = { canvas: make('canvas'), image: null, pixels: null };
const masks = new Map();

/** How much of each pixel a disc of this radius covers: {side, cover}, 0 to 255. */
function maskOf(radius) {
  const key = Math.round(radius * 4);
  if (!masks.has(key)) {
    const r = Math.max(0.75, key / 4);
    const side = Math.ceil(2 * r) | 1;
    const middle = (side - 1) / 2;
    const cover = Uint8Array.from({ length: side * side }, (_, i) => {
      const distance = Math.hypot((i % side) - middle, Math.floor(i / side) - middle);
      return 255 * Math.min(1, Math.max(0, r + 0.5 - distance));
    });
    masks.set(key, { side, cover });
  }
  return masks.get(key);
}

function cleanSheet(width, height) {
  if (sheets.canvas.width !== width || sheets.canvas.height !== height) {
    Object.assign(sheets.canvas, { width, height });
    sheets.image = new ImageData(width, height);
    sheets.pixels = new Uint32Array(sheets.image.data.buffer);
  } else {
    sheets.pixels.fill(0);
  }
}

/** Draw all shown people as small discs in one go. */
function stampPeople(pen, colours, frame) {
  const width = Math.round(frame.width * frame.ratio);
  const height = Math.round(frame.height * frame.ratio);
  cleanSheet(width, height);
  const inks = colours.hues.map(littleEndian);
  for (const person of drawOrder) {
    if (people.ghost[person]) continue;
    const mask = maskOf(radiusOnScreen(person) * frame.ratio);
    const half = mask.side >> 1;
    const left = Math.round(toScreenX(at.x[person]) * frame.ratio) - half;
    const top = Math.round(toScreenY(at.y[person]) * frame.ratio) - half;
    if (left < 0 || top < 0 || left + mask.side > width || top + mask.side > height) continue;
    stamp(mask, top * width + left, width, inks[hue[person]], ALPHA[shade[person]]);
  }
  sheets.canvas.getContext('2d').putImageData(sheets.image, 0, 0);
  pen.globalAlpha = 1;
  pen.drawImage(sheets.canvas, 0, 0, frame.width, frame.height);
}

function stamp({ side, cover }, corner, width, ink, alpha) {
  const { pixels } = sheets;
  for (let i = 0; i < cover.length; i += 1) {
    const place = corner + Math.floor(i / side) * width + (i % side);
    const strength = cover[i] * alpha;
    if (strength > pixels[place] >>> 24) pixels[place] = (ink | (strength << 24)) >>> 0;
  }
}

/** "#rrggbb" as the pixels of an image hold it, without the alpha. */
function littleEndian(colour) {
  const value = parseInt(colour.slice(1), 16);
  return ((value & 255) << 16) | (value & 0xff00) | (value >> 16);
}
