/* The map as a picture (PNG at twice the screen's resolution) and on paper. */

const PICTURE_RATIO = 2;

function setUpPicture() {
  byId('picture').addEventListener('click', savePicture);
  window.addEventListener('beforeprint', () => paint(context, view, PALETTES.light));
  window.addEventListener('afterprint', redraw);
}

function savePicture() {
  const sheet = make('canvas', {
    width: view.width * PICTURE_RATIO, height: view.height * PICTURE_RATIO,
  });
  paint(sheet.getContext('2d'), { ...view, ratio: PICTURE_RATIO }, palette());
  sheet.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make('a', { href: address, download: `map-${raw.asOf}.png` }).click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10000);
    say('Picture saved');
  });
}
