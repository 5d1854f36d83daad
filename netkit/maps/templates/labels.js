// @ts-check
/* Names on the map: groups first, then people, never one over another. */

const GROUP_NAMES_AT_MOST = 60;
const PEOPLE_NAMES_AT_MOST = 110;
const PEOPLE_NAMES_AFAR = 14; // in an overview, where the groups' names come first
const FEW = 12; // people whom a question is about: so many always have their names
const SOME = 60; // people whom a question is about: so many are named wherever there is room
const NAME_FROM = 6.5; // people drawn at least so large, in pixels, get their name
const NAMES_APART = 16; // pixels of a typical person, from which on everybody lit is named
const SMALL = 40; // people of a map on which everybody is named wherever there is room
const NOTE_SIZE = 12;
const WIDE = 2400; // pixels of a window, from which on all is written larger, as in map.css
const WIDER = 1.6;
const REASON_WIDTH = 210; // pixels, of the reason on the line of an introduction
const REASON_LINES = 4;
const LONGEST = 30; // letters of a group's name on the map; the legend has all of it
const widths = new Map();

function font(size, weight) {
  return `${weight} ${size}px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif`;
}

/** How much larger than usual this window's names are. */
function enlarged() {
  return view.width >= WIDE ? WIDER : 1;
}

/** Boxes already taken, found through a coarse grid. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  /** Take a box if it is free. */
  take(left, top, right, bottom) {
    const hits = (other) => left < other[2] && right > other[0] && top < other[3]
      && bottom > other[1];
    const keys = this.keys(left, top, right, bottom);
    if (keys.some((key) => this.cells.get(key)?.some(hits))) return false;
    this.put(left, top, right, bottom);
    return true;
  }

  /** Take a box, free or not. */
  put(left, top, right, bottom) {
    for (const key of this.keys(left, top, right, bottom)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push([left, top, right, bottom]);
    }
  }

  keys(left, top, right, bottom) {
    const keys = [];
    for (let i = Math.floor(left / 64); i <= Math.floor(right / 64); i += 1) {
      for (let j = Math.floor(top / 64); j <= Math.floor(bottom / 64); j += 1) {
        keys.push(i * 4096 + j);
      }
    }
    return keys;
  }
}

function widthOf(pen, text, size, weight) {
  const key = `${weight}/${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen.font = font(100, weight);
    width = pen.measureText(text).width / 100;
    widths.set(key, width);
  }
  return width * size;
}

function shortened(name) {
  const letters = [...name];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : name;
}

function paintNames(pen, colours, frame) {
  const taken = new Taken();
  if (!onPaper) keepOffCards(taken);
  keepOffEdges(taken);
  if (state.layout === 'rings') {
    nameRings(pen, colours, taken);
  }
  if (state.layout === 'rings' || state.route?.people.includes(-1)) nameOwner(pen, colours, taken);
  nameSpecial(pen, colours, taken);
  nameFirst(pen, colours, taken);
  keepClear(taken, frame);
  if (state.layout === 'groups') nameGroups(pen, colours, taken, frame);
  namePeople(pen, colours, taken, frame);
  nameOthers(pen, colours, taken);
}

/** Names do not lie under the cards. */
function keepOffCards(taken) {
  for (const id of ['dock', 'person', 'time']) {
    const { left, top, right, bottom, width } = byId(id).getBoundingClientRect();
    if (width) taken.put(left, top, right, bottom);
  }
}

/** Names do not lie over the window's edge, nor on paper over the legend. */
function keepOffEdges(taken) {
  const { width, height } = view;
  taken.put(-400, 0, onPaper ? LEGEND_WIDTH : 0, height);
  taken.put(0, -200, width, 0);
  taken.put(0, height, width, height + 200);
  taken.put(width, 0, width + 400, height);
}

/** Names do not lie over the larger people. */
function keepClear(taken, frame) {
  for (const person of byStrength) {
    const r = 0.6 * radiusNow[person] * view.scale;
    if (r < 5 * enlarged()) {
      if (state.step === 0) return; // all that follow are smaller still
      continue;
    }
    const x = toScreenX(at.x[person]);
    const y = toScreenY(at.y[person]);
    if (!shown[person] || x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
    taken.put(x - r, y - r, x + r, y + r);
  }
}

/** Write a name with a halo of the ground's colour. */
function write(pen, colours, text, x, y, { size, weight, alpha = 1 }) {
  pen.font = font(size, weight);
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = Math.max(3, size / 4);
  pen.globalAlpha = alpha * 0.85;
  pen.strokeStyle = colours.ground;
  pen.strokeText(text, x, y);
  pen.globalAlpha = alpha;
  pen.fillStyle = colours.text;
  pen.fillText(text, x, y);
}

/** In rings: the band that ends at each circle. */
function nameRings(pen, colours, taken) {
  for (const [band, far] of ringReach()) {
    const x = toScreenX(0);
    const y = toScreenY(-far);
    const size = 12 * enlarged();
    const half = widthOf(pen, band, size, 650) / 2 + 4;
    if (!taken.take(x - half, y - size * 0.75, x + half, y + size * 0.75)) continue; // the next circle is as good as this
    pen.textAlign = 'center';
    write(pen, { ...colours, text: colours.quiet }, band, x, y, { size, weight: 650 });
  }
}

function nameOwner(pen, colours, taken) {
  const name = raw.owner ?? 'You';
  const place = ownerPlace();
  const x = toScreenX(place.x);
  const y = toScreenY(place.y);
  pen.globalAlpha = 1;
  pen.fillStyle = colours.text;
  pen.beginPath();
  const r = Math.max(5, 8 * view.scale);
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fill();
  taken.put(x - r, y - r, x + r, y + r);
  const size = 14 * enlarged();
  const half = widthOf(pen, name, size, 650) / 2;
  const below = y + r + size;
  taken.put(x - half, below - size, x + half, below + size);
  pen.textAlign = 'center';
  write(pen, colours, name, x, below, { size, weight: 650 });
}

/** Those pointed at, selected, or on the route always have their names. */
function nameSpecial(pen, colours, taken) {
  for (const person of special()) {
    if (shown[person]) namePerson(pen, colours, taken, person, { size: 14, weight: 650 }, true);
  }
}

function special() {
  const onRoute = state.route ? state.route.people : [];
  const pair = state.pair ? [state.pair.a, state.pair.b] : [];
  const ends = state.tie < 0 ? [] : [ties.a[state.tie], ties.b[state.tie]];
  return new Set([...onRoute, ...pair, ...ends, ...state.chosen, state.selected, state.hovered]
    .filter((person) => person >= 0));
}

/** The first answers of the open question: bold names, each with a few words of why. Beside those
 * who fade, whoever slows down or grows is named less loudly. */
function nameFirst(pen, colours, taken) {
  if (!asking()) return;
  const named = special();
  const few = asked.people.size <= FEW ? asked.lines : asked.first;
  const numbered = dotted.filter(({ nth }) => nth).sort((one, other) => one.nth - other.nth);
  const round = 11 * enlarged();
  for (const { x, y } of numbered) taken.put(x - round, y - round, x + round, y + round);
  if (asked.people.size <= SOME) keepOffLit(taken);
  for (const line of few) {
    const note = state.lens === 'meet' ? '' : noteOf(line);
    for (const person of line[0]) {
      if (!shown[person] || named.has(person)) continue;
      const quieter = state.lens === 'fading' && line[1] !== few[0][1];
      const bold = quieter ? { size: 13, weight: 500 } : { size: 14, weight: 700 };
      if (!note || !namePerson(pen, colours, taken, person, { ...bold, note }, false)) {
        const always = asked.people.size <= FEW; // of many, the list names whom the map has no room for
        namePerson(pen, colours, taken, person, bold, always);
      }
      named.add(person);
    }
  }
  for (const handle of numbered) reasonOn(pen, colours, taken, handle);
}

/** The names of the first answers do not lie over other people whom the question is about. */
function keepOffLit(taken) {
  for (const person of asked.people) {
    const [x, y, r] = [toScreenX(at.x[person]), toScreenY(at.y[person]), 0.8 * radiusNow[person] * view.scale];
    if (shown[person]) taken.put(x - r, y - r, x + r, y + r);
  }
}

/** Whether a question is open and nobody in particular is looked at. */
function asking() {
  return state.lens && state.selected < 0 && !state.pair && !state.route && state.tie < 0
    && !state.chosen.length && state.base === null;
}

/** The need and the offer, beside the number on the line of an introduction. */
function reasonOn(pen, colours, taken, { x, y, idea }) {
  const size = 12 * enlarged();
  const lines = wrapped(pen, idea.because[0] ?? '', REASON_WIDTH * enlarged(), size, 400).slice(0, REASON_LINES);
  const width = Math.max(...lines.map((text) => widthOf(pen, text, size, 400)));
  const high = lines.length * size * 1.25;
  const off = 14 * enlarged();
  const [rightwards, leftwards, below, above] = [x + off, x - off - width, y + off, y - off - high];
  for (const [left, top] of [[rightwards, y - high / 2], [leftwards, y - high / 2],
    [x - width / 2, below], [x - width / 2, above], [rightwards, y - 8], [leftwards, y - 8],
    [rightwards, y + 8 - high], [leftwards, y + 8 - high], [rightwards, below], [leftwards, below],
    [rightwards, above], [leftwards, above]]) {
    if (!taken.take(left - 3, top, left + width + 3, top + high)) continue;
    pen.globalAlpha = 0.82;
    pen.fillStyle = colours.ground;
    pen.fillRect(left - 4, top - 2, width + 8, high + 4);
    pen.textAlign = 'left';
    lines.forEach((text, i) => write(pen, colours, text, left, top + (i + 0.5) * size * 1.25, { size, weight: 400 }));
    return;
  }
}

function nameGroups(pen, colours, taken, frame) {
  let left = GROUP_NAMES_AT_MOST;
  const counts = lensCounts();
  const afar = TYPICAL_RADIUS * view.scale < NAME_FROM / 2;
  for (const group of groups) {
    if (!left) return;
    const bubble = bubbleOf(group);
    const r = bubble.radius * view.scale;
    const x = toScreenX(bubble.x);
    const y = toScreenY(bubble.y);
    if (!shownIn[group.id]) continue; // filters left nobody of it
    if (state.lens && state.selected < 0 && !counts[group.id]) continue;
    if (asking() && !afar && (state.lens === 'meet' || counts[group.id] === 1)) continue;
    if (r < 13 || x < 0 || x > frame.width || y + r < 0 || y - r > frame.height) continue;
    const size = enlarged() * Math.min(19, Math.max(11.5, 7 + r * 0.085));
    const [part, whole] = [counts[group.id], group.count].map((count) => count.toLocaleString('en'));
    const about = counts[group.id] ? ` · ${part} of ${whole} ${OF_GROUP[state.lens]}` : '';
    const text = shortened(group.name) + about;
    const half = widthOf(pen, text, size, 700) / 2 + 3;
    if (half > 1.7 * r + 20) continue; // its name would lie over its neighbours
    for (const place of [y - r + size * 0.2, y, y + r - size * 0.2]) {
      if (taken.take(x - half, place - size * 0.65, x + half, place + size * 0.65)) {
        pen.textAlign = 'center';
        const alpha = lit && !state.lens ? 0.55 : 1;
        write(pen, colours, text, x, place, { size, weight: 700, alpha });
        left -= 1;
        break;
      }
    }
  }
}

function namePeople(pen, colours, taken, frame) {
  const few = (lit ? lit.size : drawOrder.length) <= SOME;
  const close = lit || few ? 1 : smooth(TYPICAL_RADIUS * view.scale, 3.5, 8);
  let left = PEOPLE_NAMES_AFAR + close * (PEOPLE_NAMES_AT_MOST - PEOPLE_NAMES_AFAR);
  const named = special();
  if (asking()) asked.named.forEach((person) => named.add(person));
  const crowded = asking() && asked.people.size > SOME && TYPICAL_RADIUS * view.scale < NAMES_APART;
  for (const person of byStrength) {
    if (left < 1 || crowded) return;
    if (shade[person] < 2 || named.has(person)) continue;
    if (state.lens && lit && !lit.has(person)) continue;
    const r = radiusNow[person] * view.scale;
    if (r < NAME_FROM && !few && !(lit && r > 2.5)) {
      if (!lit && state.step === 0) return; // all that follow are smaller still
      continue;
    }
    const x = toScreenX(at.x[person]);
    const y = toScreenY(at.y[person]);
    if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
    const size = Math.min(14, Math.max(11, r * 0.9));
    if (namePerson(pen, colours, taken, person, { size, weight: 400 }, false)) left -= 1;
  }
}

/** On a small map: the names, quietly, of those whom the question is not about. */
function nameOthers(pen, colours, taken) {
  if (byStrength.length > SMALL || !state.lens || !lit) return;
  const quiet = { ...colours, text: colours.quiet };
  for (const person of byStrength) {
    if (shown[person] && !lit.has(person)) {
      namePerson(pen, quiet, taken, person, { size: 11, weight: 400 }, false);
    }
  }
}

/** Write a name right of its person, left, below, or above, wherever there is room. */
function namePerson(pen, colours, taken, person, usual, always) {
  const name = people.name[person];
  const style = { ...usual, size: usual.size * enlarged() };
  const { size, weight, note = '' } = style;
  const noteSize = NOTE_SIZE * enlarged();
  const width = Math.max(widthOf(pen, name, size, weight), note && widthOf(pen, note, noteSize, 400));
  const r = Math.max(2, radiusNow[person] * view.scale) + 5;
  const x = toScreenX(at.x[person]);
  const y = toScreenY(at.y[person]);
  const half = size * 0.62 + (note ? noteSize * 0.6 : 0);
  /** @type {[CanvasTextAlign, number, number, number, number][]} */
  const choices = [
    ['left', x + r, y, x + r, x + r + width],
    ['right', x - r, y, x - r - width, x - r],
    ['center', x, y + r + half, x - width / 2, x + width / 2],
    ['center', x, y - r - half, x - width / 2, x + width / 2],
  ];
  if (always || note || weight === 700) { // a line higher or lower is still plainly theirs
    const shifts = always ? [-size, size, -2 * size, 2 * size] : [-size, size];
    choices.push(...shifts.flatMap((shift) => [
      /** @type {typeof choices[0]} */ (['left', x + r, y + shift, x + r, x + r + width]),
      /** @type {typeof choices[0]} */ (['right', x - r, y + shift, x - r - width, x - r]),
    ]));
  }
  for (const [align, tx, ty, from, to] of choices) {
    if (taken.take(from - 4, ty - half - 2, to + 4, ty + half + 2)) {
      pen.textAlign = align;
      writeNoted(pen, colours, name, tx, ty, style);
      return true;
    }
  }
  if (!always) return false;
  const inside = x + r + width < view.width;
  const from = inside ? x + r : x - r - width;
  taken.put(from, y - half, from + width, y + half); // the next one at least keeps off
  pen.textAlign = inside ? 'left' : 'right';
  writeNoted(pen, colours, name, inside ? x + r : x - r, y, style);
  return true;
}

/** Write a name, and below it what is to say of the person, if anything is. */
function writeNoted(pen, colours, name, x, y, style) {
  const noteSize = NOTE_SIZE * enlarged();
  const up = style.note ? noteSize * 0.6 : 0;
  if (style.note) {
    const width = widthOf(pen, style.note, noteSize, 400) + 4;
    const left = { left: x - 2, right: x - width + 2, center: x - width / 2 }[pen.textAlign];
    pen.globalAlpha = 0.7;
    pen.fillStyle = colours.ground;
    pen.fillRect(left, y, width, noteSize * 1.3);
  }
  write(pen, colours, name, x, y - up, style);
  if (style.note) write(pen, colours, style.note, x, y + up + 1, { size: noteSize, weight: 400 });
}
