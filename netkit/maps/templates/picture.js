// @ts-check
/* The map as a picture, PNG or SVG, and on paper: without the cards, with title, day and legend. */

const PICTURE_RATIO = 2;
const LEGEND_AT_MOST = 12;
let onPaper = false;

function setUpPicture() {
  byId('picture').addEventListener('click', savePicture);
  byId('drawing').addEventListener('click', saveDrawing);
  window.addEventListener('beforeprint', () => paintSheet(context, view.ratio, PALETTES.light));
  window.addEventListener('afterprint', redraw);
}

/** Paint what the cards leave free so that it fills a sheet, and say what it is. */
function paintSheet(pen, ratio, colours) {
  const room = free();
  const { width, height, scale, x, y } = view;
  const left = LEGEND_WIDTH; // the legend has a column of its own
  const grown = 0.97 * Math.min((width - left) / (room.right - room.left),
    height / (room.bottom - room.top));
  Object.assign(view, {
    scale: scale * grown,
    x: (width + left) / 2 + (x - (room.left + room.right) / 2) * grown,
    y: height / 2 + (y - (room.top + room.bottom) / 2) * grown,
  });
  onPaper = true;
  paint(pen, { width, height, ratio }, colours);
  paintLegend(pen, colours, height);
  onPaper = false;
  Object.assign(view, { scale, x, y });
}

const LEGEND_WIDTH = 210;

/** Title, day and question, and below them what the colours and rings mean. */
function paintLegend(pen, colours, height) {
  const lens = lensOf(state.lens);
  pen.globalAlpha = 1;
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, LEGEND_WIDTH, height);
  pen.textAlign = 'left';
  let y = 26;
  const line = (text, { size = 13, weight = 400, quiet = false, indent = 0 } = {}) => {
    for (const part of wrapped(pen, text, LEGEND_WIDTH - 28 - indent, size, weight)) {
      write(pen, { ...colours, text: quiet ? colours.quiet : colours.text }, part, 16 + indent, y,
        { size, weight });
      y += 1.35 * size;
    }
  };
  line(raw.title, { size: 17, weight: 700 });
  line(state.base === null ? stepText(state.step) : comparedSteps().map(stepText).join(' → '), { quiet: true });
  line(byId('count').textContent, { quiet: true });
  if (lens) {
    y += 8;
    line(lens.question, { weight: 700 });
    line(lens.headline, { size: 17, weight: 700 });
    line(lens.answer);
  }
  y += 10;
  const classes = new Set(Array.from(drawOrder, classOf));
  const entries = legendEntries().filter(([key]) => classes.has(key));
  for (const [key, label] of entries.slice(0, LEGEND_AT_MOST)) {
    pen.globalAlpha = 1;
    pen.fillStyle = colours.hues[key];
    disc(pen, 22, y, 6);
    line(label, { indent: 16 });
    y += 3;
  }
  y += 6;
  line(`${sizeText()}; dashed ring: fading or weakening; whole ring: growing`, { size: 11.5, quiet: true });
}

/** A text in lines that fit. */
function wrapped(pen, text, most, size, weight) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && widthOf(pen, longer, size, weight) > most) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function savePicture() {
  const sheet = make('canvas', {
    width: view.width * PICTURE_RATIO, height: view.height * PICTURE_RATIO,
  });
  paintSheet(sheet.getContext('2d'), PICTURE_RATIO, palette());
  sheet.toBlob((blob) => saveFile(blob, 'png'));
}

function saveDrawing() {
  const pen = new SvgPen(view.width, view.height);
  paintSheet(pen, 1, palette());
  saveFile(new Blob([pen.file(raw.title)], { type: 'image/svg+xml' }), 'svg');
}

function saveFile(blob, ending) {
  const address = URL.createObjectURL(blob);
  make('a', { href: address, download: `map-${raw.asOf}.${ending}` }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10000);
  say('Picture saved');
}
