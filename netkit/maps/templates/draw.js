// @ts-check
/* Drawing, back to front: group ribbons and bubbles, ties, suggestions, people, the route, names. */

const TIES_AT_MOST = 3500; // the strongest in view; more is a grey haze and slow
const WIDE_TIES = 300; // more are drawn a pixel wide and darker instead: wide lines are 20 times slower
const INK = 450000; // pixels of ties in one picture; software drawing pays for each
const IDEAS_AT_MOST = 12; // the best suggestions, when nobody is selected
const IDEAS_OF_LENS = 40; // of a question that is about them
const SEEN_AFAR = 400; // people; so few are drawn at least …
const LEAST_SEEN = 3; // … so large, in pixels, when they are lit
const FIRST_SEEN = 5; // the same for whom the map names with a few words
const TYPICAL_RADIUS = 4.5; // of a person, map units
const tieOrder = Uint32Array.from({ length: ties.count }, (_, tie) => tie)
  .sort((a, b) => ties.strength[b] - ties.strength[a] || a - b);
const ribbons = ribbonsBetween();
let dotted = []; // handles of suggestions on screen: {x, y, idea}

/** Paint the whole map; also used, with another context, for the picture. */
function paint(pen, frame, colours) {
  pen.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  pen.globalAlpha = 1;
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, frame.width, frame.height);
  const near = smooth(TYPICAL_RADIUS * view.scale, 1.3, 3.4); // 0 overview … 1 people
  if (state.layout === 'groups') {
    if (!state.route) paintRibbons(pen, colours, 1 - near);
    paintBubbles(pen, colours);
  } else {
    paintRings(pen, colours);
  }
  if (near > 0.02 || lit) paintTies(pen, colours, near);
  if (state.selected >= 0 && !state.route) paintOwnTies(pen, colours, knows.of(state.selected));
  if (state.tie >= 0) paintOwnTies(pen, colours, [state.tie]);
  if (state.lens === 'connect' && asking()) paintOwnTies(pen, colours, tiesOfConnectors());
  paintIdeas(pen, colours);
  paintPeople(pen, colours, frame);
  paintRoute(pen, colours);
  paintMarks(pen, colours);
  paintHandles(pen, colours, dotted.filter(({ nth }) => nth)); // no person lies over a number
  paintNames(pen, colours, frame);
  pen.globalAlpha = 1;
}

function smooth(value, low, high) {
  const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return part * part * (3 - 2 * part);
}

/** The strongest bundles of ties between groups, for the overview. */
function ribbonsBetween() {
  const sum = new Map();
  for (let tie = 0; tie < ties.count; tie += 1) {
    const a = people.group[ties.a[tie]];
    const b = people.group[ties.b[tie]];
    if (a >= 0 && b >= 0 && a !== b) {
      const key = Math.min(a, b) * groups.length + Math.max(a, b);
      sum.set(key, (sum.get(key) ?? 0) + 0.1 + ties.strength[tie] / 100);
    }
  }
  const found = [...sum].map(([key, weight]) => ({
    a: groups[Math.floor(key / groups.length)], b: groups[key % groups.length], weight,
  }));
  found.sort((one, other) => other.weight - one.weight || one.a.id - other.a.id);
  return found.slice(0, 160);
}

function paintRibbons(pen, colours, strength) {
  if (strength < 0.03) return;
  pen.strokeStyle = colours.line;
  pen.lineCap = 'round';
  const most = ribbons.length ? ribbons[0].weight : 1;
  for (const { a, b, weight } of ribbons) {
    const share = Math.sqrt(weight / most);
    const from = bubbleOf(a);
    const to = bubbleOf(b);
    pen.globalAlpha = strength * (filtering() || lit ? 0.06 : 0.1 + 0.2 * share);
    pen.lineWidth = Math.max(0.6, 9 * share * Math.min(1, view.scale * 4));
    pen.beginPath();
    pen.moveTo(toScreenX(from.x), toScreenY(from.y));
    bend(pen, from, to, 0.12);
    pen.stroke();
  }
  pen.lineCap = 'butt'; // round ends make thousands of ties slow
}

/** Continue a path to a place along a curve bent to one side. */
function bend(pen, from, to, how) {
  const mx = (from.x + to.x) / 2 + (to.y - from.y) * how;
  const my = (from.y + to.y) / 2 - (to.x - from.x) * how;
  pen.quadraticCurveTo(toScreenX(mx), toScreenY(my), toScreenX(to.x), toScreenY(to.y));
}

function paintBubbles(pen, colours) {
  const faint = lit || filtering() ? 0.5 : 1;
  for (const group of groups) {
    const { x, y, radius } = bubbleOf(group);
    const r = radius * view.scale;
    const cx = toScreenX(x);
    const cy = toScreenY(y);
    if (cx + r < 0 || cy + r < 0 || cx - r > view.width || cy - r > view.height) continue;
    pen.beginPath();
    pen.arc(cx, cy, r, 0, 2 * Math.PI);
    const { hue: own, share } = paintedGroups[group.id];
    pen.fillStyle = colours.hues[own];
    pen.globalAlpha = colours.bubble * (state.lens ? 0.5 + 2.5 * Math.sqrt(share) : faint);
    pen.fill();
    pen.globalAlpha = 0.28 * faint;
    pen.lineWidth = 1;
    pen.strokeStyle = pen.fillStyle;
    pen.stroke();
  }
}

/** In rings: how far out each band reaches. */
function ringReach() {
  const reach = new Map();
  people.ringed.forEach((person, i) => {
    const band = textOf('band', person);
    const far = Math.hypot(people.ringX[i], people.ringY[i]) + 10;
    reach.set(band, Math.max(reach.get(band) ?? 0, far));
  });
  return reach;
}

function paintRings(pen, colours) {
  pen.strokeStyle = colours.line;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.35;
  for (const far of ringReach().values()) {
    pen.beginPath();
    pen.arc(toScreenX(0), toScreenY(0), far * view.scale, 0, 2 * Math.PI);
    pen.stroke();
  }
}

/** Ties among the people in view, the strongest first, as far as the eye can take. */
function paintTies(pen, colours, near) {
  const paths = tiesInView();
  const drawn = [...paths.values()].reduce((sum, some) => sum + some.length, 0);
  const crowd = 1 / (1 + drawn / 1600);
  const quieter = (lit ? 0.18 : 1) * (state.layout === 'rings' ? 0.5 : 1);
  const thinnest = 1 / view.ratio;
  for (const [key, some] of paths) {
    const level = key >> 4;
    const width = [0, 0.7, 1.1, 1.8][level];
    pen.strokeStyle = colours.hues[key & 15] ?? colours.line;
    pen.lineWidth = drawn > WIDE_TIES ? thinnest : width;
    const across = (key & 15) === 15 ? crowd : 1; // ties between groups make the haze
    const alpha = near * quieter * [0, 0.22, 0.36, 0.55][level] * crowd * across;
    pen.globalAlpha = Math.min(1, alpha * width / pen.lineWidth);
    strokeTies(pen, some);
  }
}

/** Sort the strongest ties in view by level and colour: a map from 16 * level + hue to ties. */
function tiesInView() {
  const paths = new Map();
  let left = TIES_AT_MOST;
  let ink = INK;
  for (const tie of tieOrder) {
    const a = ties.a[tie];
    const b = ties.b[tie];
    if (!tieLevel[tie] || !inView(a, b)) continue;
    const same = people.group[a] === people.group[b];
    const key = tieLevel[tie] * 16 + (same && state.colour === 'group' ? hue[a] : 15);
    if (!paths.has(key)) paths.set(key, []);
    paths.get(key).push(tie);
    left -= 1;
    ink -= Math.min(view.width, view.scale * Math.hypot(at.x[a] - at.x[b], at.y[a] - at.y[b]));
    if (left === 0 || ink < 0) break;
  }
  return paths;
}

function strokeTies(pen, some) {
  pen.beginPath();
  for (const tie of some) {
    pen.moveTo(toScreenX(at.x[ties.a[tie]]), toScreenY(at.y[ties.a[tie]]));
    pen.lineTo(toScreenX(at.x[ties.b[tie]]), toScreenY(at.y[ties.b[tie]]));
  }
  pen.stroke();
}

/** Whether the box between two people touches the window. */
function inView(a, b) {
  const ax = toScreenX(at.x[a]);
  const bx = toScreenX(at.x[b]);
  if ((ax < 0 && bx < 0) || (ax > view.width && bx > view.width)) return false;
  const ay = toScreenY(at.y[a]);
  const by = toScreenY(at.y[b]);
  return !((ay < 0 && by < 0) || (ay > view.height && by > view.height));
}

/** The selected person's ties, or the open one: seen ones drawn through, inferred ones dashed. */
function paintOwnTies(pen, colours, own) {
  pen.strokeStyle = colours.accent;
  for (const inferred of [false, true]) {
    for (const level of [1, 2, 3]) {
      const some = [...own].filter((tie) => tieLevel[tie] === level
        && isInferred(tie) === inferred);
      pen.setLineDash(inferred ? [4, 4] : []);
      pen.lineWidth = 0.8 + level * 0.6;
      pen.globalAlpha = 0.35 + 0.15 * level;
      strokeTies(pen, some);
    }
  }
  pen.setLineDash([]);
}

/** Whom the first connectors know: what "Who connects?" means is seen in their ties. */
function tiesOfConnectors() {
  const first = asked.first.filter(([, kind]) => kind !== 'only link').flatMap(([some]) => some);
  return new Set(first.flatMap((person) => [...knows.of(person)]
    .filter((tie) => shown[person] && shown[otherEnd(tie, person)])));
}

/** Suggested introductions: dashed arcs with a handle that tells why. */
function paintIdeas(pen, colours) {
  dotted = [];
  const wanted = state.lens ? state.lens === 'meet' : state.ideas && state.base === null;
  if ((!wanted && !state.pair) || state.route) return;
  const chosen = state.selected >= 0 ? ideasFor(state.selected)
    : state.pair ? [state.pair]
      : state.lens ? ideasOfLens() : suggestions.slice(0, IDEAS_AT_MOST);
  for (const idea of [...chosen].reverse()) { // the first ones above the others
    const place = state.pair || state.selected >= 0 || !state.lens ? -1 : chosen.indexOf(idea);
    const quiet = place >= asked.first.length;
    if (!shown[idea.a] || !shown[idea.b]) continue;
    const from = { x: at.x[idea.a], y: at.y[idea.a] };
    const to = { x: at.x[idea.b], y: at.y[idea.b] };
    pen.beginPath();
    pen.moveTo(toScreenX(from.x), toScreenY(from.y));
    bend(pen, from, to, 0.16);
    if (quiet) strokeQuiet(pen, colours);
    else strokeCased(pen, colours, place === 0 || state.selected >= 0);
    // The middle of the curve lies half-way between the chord's middle and the control point.
    const x = toScreenX((from.x + to.x) / 2 + (to.y - from.y) * 0.08);
    const y = toScreenY((from.y + to.y) / 2 - (to.x - from.x) * 0.08);
    dotted.push({ x, y, idea, quiet, nth: place >= 0 && !quiet ? place + 1 : 0 });
  }
  pen.setLineDash([]);
  paintHandles(pen, colours, dotted);
}

/** The introductions of the open question, the best first. */
function ideasOfLens() {
  return asked.lines.slice(0, IDEAS_OF_LENS).map(
    ([[a, b]]) => suggestions.find((idea) => idea.a === a && idea.b === b));
}

function strokeQuiet(pen, colours) {
  pen.setLineDash([]);
  pen.globalAlpha = 0.28;
  pen.strokeStyle = colours.idea;
  pen.lineWidth = 1;
  pen.stroke();
}

/** Stroke the present path dashed, on a band of the ground's colour that lifts it off the ties. */
function strokeCased(pen, colours, strong) {
  pen.setLineDash([]);
  pen.globalAlpha = 0.75;
  pen.strokeStyle = colours.ground;
  pen.lineWidth = 5 * enlarged();
  pen.stroke();
  pen.setLineDash([7 * enlarged(), 5 * enlarged()]);
  pen.globalAlpha = strong ? 1 : 0.85;
  pen.strokeStyle = colours.idea;
  pen.lineWidth = (strong ? 2.6 : 1.7) * enlarged();
  pen.stroke();
}

function paintHandles(pen, colours, handles) {
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.idea;
  pen.lineWidth = 2.2;
  pen.fillStyle = colours.ground;
  for (const { x, y, quiet, nth } of handles) {
    pen.globalAlpha = quiet ? 0.5 : 1;
    pen.lineWidth = (quiet ? 1.2 : 2.2) * enlarged();
    pen.beginPath();
    pen.fillStyle = nth === 1 ? colours.idea : colours.ground; // the first is seen first
    pen.arc(x, y, (quiet ? 3 : nth ? 10 : 5) * enlarged(), 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
    if (nth) {
      pen.textAlign = 'center';
      const inverse = { ...colours, text: colours.ground, ground: colours.idea };
      write(pen, nth === 1 ? inverse : colours, String(nth), x, y + 0.5, { size: 13 * enlarged(), weight: 700 });
      pen.strokeStyle = colours.idea;
      pen.fillStyle = colours.ground;
    }
  }
}

/** The radius of a person on the screen: a few whom a question is about are never lost. */
function radiusOnScreen(person) {
  const radius = radiusNow[person] * view.scale;
  if (state.lens && asked.named.has(person)) return Math.max(FIRST_SEEN * enlarged(), radius);
  return lit && lit.size <= SEEN_AFAR && lit.has(person) ? Math.max(LEAST_SEEN, radius) : radius;
}

/** Everybody shown, in runs of one colour. */
function paintPeople(pen, colours, frame) {
  if (!(pen instanceof SvgPen) && drawOrder.length > STAMPED_FROM && TYPICAL_RADIUS * view.scale < STAMPED_TO) {
    stampPeople(pen, colours, frame);
    return;
  }
  const outlined = view.scale > 1;
  let run = -1;
  pen.strokeStyle = colours.ground;
  pen.lineWidth = 1;
  for (const person of drawOrder) {
    const x = toScreenX(at.x[person]);
    const y = toScreenY(at.y[person]);
    const r = Math.max(0.7, radiusOnScreen(person));
    if (x + r < 0 || y + r < 0 || x - r > view.width || y - r > view.height) continue;
    if (people.ghost[person]) continue;
    const key = shade[person] * 16 + hue[person];
    if (key !== run) {
      run = key;
      pen.globalAlpha = ALPHA[shade[person]];
      pen.fillStyle = colours.hues[hue[person]];
    }
    disc(pen, x, y, r);
    if (outlined) pen.stroke();
  }
}

function disc(pen, x, y, r) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fill();
}

/** Rings that say where a tie is heading, ghosts, and the people pointed at or selected. */
function paintMarks(pen, colours) {
  const few = state.lens === 'fading' && asked.people.size <= SEEN_AFAR; // more: a barbed haze
  const visible = TYPICAL_RADIUS * view.scale > (few ? 0.8 : 3.2);
  for (const person of drawOrder) {
    const trend = people.trend[person];
    const ghost = people.ghost[person];
    if (!ghost && (!visible || trend === 0 || state.step !== 0)) continue;
    if (!ghost && state.lens && state.lens !== 'fading') continue;
    if (!inView(person, person)) continue;
    pen.globalAlpha = ghost ? Math.max(0.3, ALPHA[shade[person]]) : ALPHA[shade[person]];
    pen.strokeStyle = colours.hues[hue[person]];
    pen.lineWidth = 1.5;
    pen.setLineDash(ghost || trend > GROWING ? [3, 2.5] : []);
    ringAround(pen, person, ghost ? 0 : 3);
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
  pen.strokeStyle = colours.text;
  pen.lineWidth = 2.5;
  for (const person of [state.hovered, state.selected, ...state.chosen]) {
    if (person >= 0 && shown[person]) ringAround(pen, person, 3.5);
  }
}

function ringAround(pen, person, gap) {
  const r = Math.max(2, radiusNow[person] * view.scale) + gap;
  pen.beginPath();
  pen.arc(toScreenX(at.x[person]), toScreenY(at.y[person]), r, 0, 2 * Math.PI);
  pen.stroke();
}

/** A chain of people, with its weak link dashed. */
function paintRoute(pen, colours) {
  if (!state.route) return;
  const { people: chain, weak } = state.route;
  for (let i = 0; i + 1 < chain.length; i += 1) {
    const ends = [chain[i], chain[i + 1]];
    const isWeak = weak !== null && ends.every((person) => weak.includes(person));
    pen.globalAlpha = 1;
    pen.strokeStyle = isWeak ? colours.warn : colours.accent;
    pen.setLineDash(isWeak ? [8, 5] : []);
    pen.lineWidth = 3.5;
    pen.beginPath();
    ends.forEach((person, end) => {
      const place = person < 0 ? ownerPlace() : { x: at.x[person], y: at.y[person] };
      const x = toScreenX(place.x);
      const y = toScreenY(place.y);
      if (end) pen.lineTo(x, y);
      else pen.moveTo(x, y);
    });
    pen.stroke();
  }
  pen.setLineDash([]);
  for (const person of chain) if (person >= 0) repaint(pen, colours, person);
}

/** Where the owner is drawn: amid the rings, or on a route among groups, beside its first person. */
function ownerPlace() {
  const first = state.route ? state.route.people.find((person) => person >= 0) : -1;
  if (state.layout === 'rings' || first < 0) return { x: 0, y: 0 };
  const [x, y] = [at.x[first], at.y[first]];
  const out = Math.hypot(x, y) < 1 ? [-1, 0] : [x / Math.hypot(x, y), y / Math.hypot(x, y)];
  return { x: x + 55 * out[0], y: y + 55 * out[1] };
}

/** Draw one person again, above the route's lines. */
function repaint(pen, colours, person) {
  const r = Math.max(4, radiusNow[person] * view.scale);
  pen.globalAlpha = 1;
  pen.fillStyle = colours.hues[hue[person]];
  disc(pen, toScreenX(at.x[person]), toScreenY(at.y[person]), r);
}
