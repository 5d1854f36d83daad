// @ts-check
/* The camera: which part of the map the window shows, and how it moves there. */

const canvas = /** @type {HTMLCanvasElement} */ (byId('map'));
const context = canvas.getContext('2d');
const view = { scale: 1, x: 0, y: 0, width: 0, height: 0, ratio: 1 };
const at = { x: new Float32Array(people.count), y: new Float32Array(people.count) };
const NARROW = 720; // pixels, as in map.css: a phone
const FLIGHT_MS = 420;
const LEAST_ZOOM = 0.02;
const MOST_ZOOM = 40;
// Too much to draw in every frame: then the last picture is moved, and redrawn when it rests.
const heavy = people.count > 600 || ties.count > 600;
const REST_MS = 90;
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

const HAND_RESTS_MS = 300; // after a gesture the address takes the place

let upright = false; // on a tall window the wide map is turned
let byHand = false; // the camera is where a gesture or a key put it, not where a card or list did
let handRests = 0;
let cramped = false; // the camera was fitted while the window had no room, as in a hidden frame
let drawing = 0;
let resting = 0;
let drawn = { scale: 1, x: 0, y: 0 }; // the camera of the last full picture
let shot = null; // the last picture and the camera it was taken with, while a large map moves
const running = new Set(); // changes that take some frames

const toScreenX = (x) => x * view.scale + view.x;
const toScreenY = (y) => y * view.scale + view.y;

/** Fit the canvas to the window; true when the map had to be turned. */
function measure() {
  view.width = window.innerWidth;
  view.height = window.innerHeight;
  view.ratio = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = Math.round(view.width * view.ratio);
  canvas.height = Math.round(view.height * view.ratio);
  const room = free();
  const turning = (room.right - room.left < 0.85 * (room.bottom - room.top)) !== upright;
  if (turning) upright = !upright;
  return turning;
}

/** The part of the window that no card covers. */
function free() {
  const narrow = view.width <= NARROW;
  const room = { left: 12, top: 20, right: view.width - 16, bottom: view.height - 12 };
  const dock = byId('dock').getBoundingClientRect();
  const person = byId('person').getBoundingClientRect();
  const time = byId('time').getBoundingClientRect();
  if (narrow) {
    if (dock.height < 0.5 * view.height) room.top = dock.bottom + 10;
  } else {
    room.left = dock.right + 14;
  }
  if (person.width && narrow) room.bottom = person.top - 8;
  else if (person.width) room.right = person.left - 14;
  if (time.height) room.bottom = Math.min(room.bottom, time.top - 10);
  return room;
}

/** Where a person belongs under the present layout. */
function homes() {
  if (state.layout === 'rings') {
    const x = new Float32Array(people.count);
    const y = new Float32Array(people.count);
    people.ringed.forEach((person, i) => {
      x[person] = people.ringX[i];
      y[person] = people.ringY[i];
    });
    return { x, y };
  }
  return upright ? { x: people.y, y: people.x } : { x: people.x, y: people.y };
}

/** A group's bubble as it lies on the screen's map. */
function bubbleOf(group) {
  return upright ? { x: group.y, y: group.x, radius: group.radius } : group;
}

/** Move everybody to where they belong. */
function arrange({ glide = false } = {}) {
  const { x, y } = homes();
  if (!glide || calm.matches || heavy) {
    at.x.set(x);
    at.y.set(y);
    return;
  }
  const fromX = at.x.slice();
  const fromY = at.y.slice();
  animate((part) => {
    for (let i = 0; i < people.count; i += 1) {
      at.x[i] = fromX[i] + (x[i] - fromX[i]) * part;
      at.y[i] = fromY[i] + (y[i] - fromY[i]) * part;
    }
  });
}

/** The box around all shown people and, among groups, their bubbles. */
function extent() {
  const { x, y } = homes();
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const include = (cx, cy, r) => {
    box.left = Math.min(box.left, cx - r);
    box.right = Math.max(box.right, cx + r);
    box.top = Math.min(box.top, cy - r);
    box.bottom = Math.max(box.bottom, cy + r);
  };
  for (let i = 0; i < people.count; i += 1) {
    if (!shown[i]) continue;
    include(x[i], y[i], radiusNow[i]);
    if (state.layout === 'groups' && people.group[i] >= 0 && !filtering()) {
      const bubble = bubbleOf(groups[people.group[i]]);
      include(bubble.x, bubble.y, bubble.radius);
    }
  }
  if (state.layout === 'rings') include(0, 0, Math.max(20, ...ringReach().values()) + 6);
  else if (box.left === Infinity) include(0, 0, 20);
  return box;
}

/** The camera that shows a box of the map in the free part of the window. */
function cameraFor(box, largest = 6 * enlarged()) {
  const room = free();
  const width = Math.max(1, box.right - box.left);
  const height = Math.max(1, box.bottom - box.top);
  const fitting = Math.min((room.right - room.left) / width, (room.bottom - room.top) / height);
  cramped = fitting <= 0;
  const scale = Math.max(LEAST_ZOOM, Math.min(largest, fitting));
  return {
    scale,
    x: (room.left + room.right) / 2 - scale * (box.left + box.right) / 2,
    y: (room.top + room.bottom) / 2 - scale * (box.top + box.bottom) / 2,
  };
}

function showAll({ glide = true } = {}) {
  moveCamera(cameraFor(extent()), glide);
}

/** Fly to a person, near enough to read the names around them. */
function flyTo(person, scale = Math.max(view.scale, 2.2)) {
  const room = free();
  const { x, y } = homes();
  moveCamera({
    scale,
    x: (room.left + room.right) / 2 - scale * x[person],
    y: (room.top + room.bottom) / 2 - scale * y[person],
  }, true);
}

function flyToGroup(group) {
  const { x, y, radius } = bubbleOf(group);
  moveCamera(cameraFor({
    left: x - radius, right: x + radius, top: y - radius, bottom: y + radius,
  }), true);
}

/** Fly so that all of some people are seen. */
function flyToAll(some) {
  moveCamera(cameraForAll(some), true);
}

function cameraForAll(some) {
  const { x, y } = homes();
  const xs = some.map((person) => (person < 0 ? ownerPlace().x : x[person]));
  const ys = some.map((person) => (person < 0 ? ownerPlace().y : y[person]));
  const pad = 30;
  return cameraFor({
    left: Math.min(...xs) - pad,
    right: Math.max(...xs) + pad,
    top: Math.min(...ys) - pad,
    bottom: Math.max(...ys) + pad,
  }, Math.max(3, view.scale));
}

/** The middle of the free part of the window, in the scene's units, and the zoom. */
function cameraPlace() {
  const room = free();
  const x = ((room.left + room.right) / 2 - view.x) / view.scale;
  const y = ((room.top + room.bottom) / 2 - view.y) / view.scale;
  return { ...turned(x, y), scale: view.scale };
}

/** Put a place of the scene into the middle of the free part of the window. */
function showPlace({ x, y, scale }) {
  const room = free();
  const middle = turned(x, y);
  moveCamera({
    scale,
    x: (room.left + room.right) / 2 - scale * middle.x,
    y: (room.top + room.bottom) / 2 - scale * middle.y,
  }, false);
  byHand = true;
}

function turned(x, y) {
  return upright && state.layout === 'groups' ? { x: y, y: x } : { x, y };
}

function movedByHand() {
  byHand = true;
  window.clearTimeout(handRests);
  handRests = window.setTimeout(remember, HAND_RESTS_MS);
}

function moveCamera(target, glide) {
  window.clearTimeout(handRests);
  if (byHand) {
    byHand = false;
    remember();
  }
  if (!glide || calm.matches) {
    running.clear();
    Object.assign(view, target);
    redraw();
    return;
  }
  const from = { scale: view.scale, x: view.x, y: view.y };
  animate((part) => {
    for (const key of ['scale', 'x', 'y']) view[key] = from[key] + (target[key] - from[key]) * part;
  });
}

/** Run a change from 0 to 1 over some frames; a gesture ends it by emptying `running`. */
function animate(frame) {
  const idle = !running.size;
  running.add({ frame, begun: performance.now() });
  if (idle) window.requestAnimationFrame(tick);
}

function tick(now) {
  for (const one of running) {
    const part = Math.min(1, Math.max(0, (now - one.begun) / FLIGHT_MS));
    one.frame(part * part * (3 - 2 * part));
    if (part === 1) running.delete(one);
  }
  if (running.size && heavy) drawShot();
  else draw();
  if (running.size) window.requestAnimationFrame(tick);
}

function zoomAt(x, y, factor) {
  const scale = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  movedByHand();
  redrawMoved();
}

function pan(dx, dy) {
  view.x += dx;
  view.y += dy;
  movedByHand();
  redrawMoved();
}

/** Draw once, in the next frame. */
function redraw() {
  inNextFrame(draw);
}

/** The same after a movement: a large map shows its last picture, moved, until it rests. */
function redrawMoved() {
  if (heavy) inNextFrame(drawShot);
  redrawAtRest();
}

/** Draw in the next frame; a large map when the pointer rests. */
function redrawAtRest() {
  window.clearTimeout(resting);
  if (heavy) resting = window.setTimeout(redraw, REST_MS);
  else redraw();
}

function inNextFrame(how) {
  window.cancelAnimationFrame(drawing);
  drawing = window.requestAnimationFrame(how);
}

function draw() {
  shot = null;
  paint(context, view, palette());
  drawn = { scale: view.scale, x: view.x, y: view.y };
}

/** Draw the last picture where the camera has it now. */
function drawShot() {
  if (!shot) {
    const picture = make('canvas', { width: canvas.width, height: canvas.height });
    picture.getContext('2d').drawImage(canvas, 0, 0);
    shot = { ...drawn, picture };
  }
  const factor = view.scale / shot.scale;
  const { ratio, width, height } = view;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = palette().ground;
  context.fillRect(0, 0, width, height);
  context.drawImage(shot.picture, view.x - shot.x * factor, view.y - shot.y * factor,
    width * factor, height * factor);
}
