/* The pyvis page: vis-network with the places that Python computed. Texts stay texts: vis-network
   writes labels on its canvas and titles through innerText. */
(() => {
'use strict';
const raw = JSON.parse(document.getElementById('data').textContent);
if (raw.named) raw.options.nodes.font.size = 0; // names are drawn below, at every zoom
const nodes = new vis.DataSet(raw.nodes);
const edges = new vis.DataSet(raw.edges);
const network = new vis.Network(document.getElementById('map'), { nodes, edges }, raw.options);
network.once('afterDrawing', () => network.fit({ animation: false, maxZoomLevel: 8 }));

/** Group bubbles and their names, behind the people. */
network.on('beforeDrawing', (pen) => {
  for (const [, x, y, radius, colour] of raw.groups) {
    pen.globalAlpha = 0.09;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.globalAlpha = 1;
});

network.on('afterDrawing', (pen) => {
  const scale = network.getScale();
  pen.textAlign = 'center';
  for (const [name, x, y, radius] of raw.groups) {
    const size = Math.min(22, Math.max(11, radius * scale * 0.12)) / scale;
    if (radius * scale < 24) continue; // small ones have no room for a name
    pen.font = `700 ${size}px system-ui, sans-serif`;
    pen.lineWidth = size / 4;
    pen.strokeStyle = '#fbfbfa';
    pen.strokeText(name, x, y - radius);
    pen.fillStyle = '#1b2430';
    pen.fillText(name, x, y - radius);
  }
});

/** In a small map the names stand at every zoom, as large on the screen as ever. */
if (raw.named) {
  network.on('afterDrawing', (pen) => {
    const size = 13 / network.getScale();
    pen.font = `${size}px system-ui, sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'top';
    pen.lineWidth = size / 4;
    pen.strokeStyle = '#fbfbfa';
    pen.fillStyle = '#1b2430';
    for (const { id, label, size: radius } of nodes.get()) {
      const { x, y } = network.getPosition(id);
      pen.strokeText(label, x, y + radius + size / 4);
      pen.fillText(label, x, y + radius + size / 4);
    }
  });
}

/* Find: choose a name and the map goes there. */
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const field = document.getElementById('search');
const byName = new Map(raw.nodes.map((node) => [node.label, node.id]));
document.getElementById('names').append(...raw.nodes.map((node) => {
  const option = document.createElement('option');
  option.value = node.label;
  return option;
}));
field.addEventListener('change', () => {
  const person = byName.get(field.value);
  if (person === undefined) return;
  network.selectNodes([person]);
  const near = Math.max(2.6, 1.3 * network.getScale()); // Find goes nearer, never away
  network.focus(person, { scale: Math.min(8, near), animation: !calm.matches });
});
window.netkitPyvis = Object.freeze({ network, nodes, edges });
})();
