/* The map as a picture (PNG at twice the screen's resolution) and on paper: without the cards. */

const PICTURE_RATIO = 2;
let onPaper = false;

function setUpPicture() {
  byId('picture').addEventListener('click', savePicture);
  window.addEventListener('beforeprint', () => paintSheet(context, view.ratio, PALETTES.light));
  window.addEventListener('afterprint', redraw);
}

/** Paint what the cards leave free so that it fills a sheet, and say what it is. */
function paintSheet(pen, ratio, colours) {
  const room = free();
  const { width, height, scale, x, y } = view;
  const grown = 0.97 * Math.min(width / (room.right - room.left),
    height / (room.bottom - room.top));
  Object.assign(view, {
    scale: scale * grown,
    x: width / 2 + (x - (room.left + room.right) / 2) * grown,
    y: height / 2 + (y - (room.top + room.bottom) / 2) * grown,
  });
  onPaper = true;
  paint(pen, { width, height, ratio }, colours);
  pen.textAlign = 'left';
  write(pen, { ...colours, text: colours.quiet }, `${raw.title} · ${stepText(state.step)}`, 16,
    height - 16, { size: 13, weight: 400 });
  onPaper = false;
  Object.assign(view, { scale, x, y });
}

function savePicture() {
  const sheet = make('canvas', {
    width: view.width * PICTURE_RATIO, height: view.height * PICTURE_RATIO,
  });
  paintSheet(sheet.getContext('2d'), PICTURE_RATIO, palette());
  sheet.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make('a', { href: address, download: `map-${raw.asOf}.png` }).click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10000);
    say('Picture saved');
  });
}
