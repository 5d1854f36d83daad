// @ts-check
/* Mouse, touch and pen on the map. */

const CLICK_SLOP = 5; // pixels a click may wander
const pointers = new Map();
let pressed = null; // {x, y, wandered}

function setUpPointer() {
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', () => hover(-1, null));
  canvas.addEventListener('wheel', wheel, { passive: false });
  canvas.addEventListener('dblclick', (event) => zoomAt(event.offsetX, event.offsetY, 2));
}

/** The person under the pointer: the nearest whose circle, or a little around it, is touched. */
function personAt(x, y, touch) {
  let best = -1;
  let nearest = Infinity;
  const reach = touch ? 14 : 5;
  for (const person of drawOrder) {
    const distance = Math.hypot(toScreenX(at.x[person]) - x, toScreenY(at.y[person]) - y);
    const beyond = distance - radiusNow[person] * view.scale;
    if (beyond < reach && beyond < nearest) {
      nearest = beyond;
      best = person;
    }
  }
  return best;
}

function ideaAt(x, y) {
  return [...dotted].reverse().find((dot) => Math.hypot(dot.x - x, dot.y - y) < 9)?.idea ?? null;
}

function down(event) {
  running.clear();
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  pressed = { x: event.offsetX, y: event.offsetY, wandered: pointers.size > 1 };
}

function move(event) {
  const { offsetX: x, offsetY: y } = event;
  if (!pointers.has(event.pointerId)) {
    const idea = ideaAt(x, y);
    hover(idea ? -1 : personAt(x, y, false), idea, x, y);
    return;
  }
  const before = pointers.get(event.pointerId);
  if (pointers.size === 2) pinch(event.pointerId, before, { x, y });
  else if (pressed.wandered) pan(x - before.x, y - before.y);
  if (pressed.wandered || Math.hypot(x - pressed.x, y - pressed.y) > CLICK_SLOP) {
    pressed.wandered = true;
    canvas.classList.add('dragging');
    hover(-1, null);
    pointers.set(event.pointerId, { x, y });
  }
}

function pinch(id, before, now) {
  const [, other] = [...pointers].find(([key]) => key !== id);
  const apart = (place) => Math.max(1, Math.hypot(place.x - other.x, place.y - other.y));
  zoomAt((now.x + other.x) / 2, (now.y + other.y) / 2, apart(now) / apart(before));
  pan((now.x - before.x) / 2, (now.y - before.y) / 2);
}

function up(event) {
  pointers.delete(event.pointerId);
  if (pointers.size) return;
  canvas.classList.remove('dragging');
  redraw();
  if (event.type === 'pointerup' && pressed && !pressed.wandered) {
    click(event.offsetX, event.offsetY, event.pointerType === 'touch', event.shiftKey);
  }
}

function click(x, y, touch, together = false) {
  openDock(false);
  hover(-1, null); // the map may move away under the pointer
  const idea = ideaAt(x, y);
  const person = idea ? idea.a : personAt(x, y, touch);
  if (person >= 0) {
    if (together) toggleChosen(person);
    else select(person);
    return;
  }
  const tie = tieAt(x, y);
  if (tie >= 0) {
    openTie(tie);
    return;
  }
  const group = groupNameAt(x, y);
  if (group) openGroup(group);
  else if (state.route) showRoute(null);
  else closePerson();
}

/** The group whose name is clicked: near the top of its bubble. */
function groupNameAt(x, y) {
  if (state.layout !== 'groups' || state.selected >= 0) return null;
  return groups.find((group) => {
    const bubble = bubbleOf(group);
    const r = bubble.radius * view.scale;
    return r > 13 && Math.abs(toScreenX(bubble.x) - x) < Math.max(30, 0.6 * r)
      && Math.abs(toScreenY(bubble.y) - r - y) < 12;
  }) ?? null;
}

function wheel(event) {
  event.preventDefault();
  running.clear();
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoomAt(event.offsetX, event.offsetY, Math.exp(-event.deltaY * lines * 0.0016));
}

/** Show who or what is under the pointer. */
function hover(person, idea, x = 0, y = 0) {
  const tip = byId('tip');
  tip.hidden = person < 0 && !idea;
  canvas.classList.toggle('pointing', !tip.hidden);
  if (!tip.hidden) {
    tip.textContent = idea
      ? `Introduce ${people.name[idea.a]} and ${people.name[idea.b]}: ${idea.because.join('; ')}`
      : joined([people.name[person], summary(person)]);
    tip.style.left = `${Math.min(x + 14, view.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${Math.min(y + 16, view.height - tip.offsetHeight - 8)}px`;
  }
  if (person !== state.hovered) {
    state.hovered = person;
    redrawAtRest();
  }
}
