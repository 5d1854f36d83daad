// @ts-check
/* The card about a person: facts, why the tie is strong, introductions, whom they know. */

const LISTED_FIRST = 12;
const LEAST_RADIUS = 8; // pixels: people drawn smaller are brought nearer

const NOTHING_OPEN = { selected: -1, group: -1, tie: -1, route: null, pair: null };

/** Open a person: light up their surroundings, show their card, bring both into view. */
function select(person) {
  change({ ...NOTHING_OPEN, selected: person, chosen: state.chosen.length > 1 ? [] : state.chosen,
    hops: person < 0 ? 0 : state.hops });
  showPerson();
  if (person < 0) return;
  bringIntoView(person);
  say(`${people.name[person]}, ${summary(person)}`);
}

/** Show the person with all that is lit up, or if that is too far apart, the person from near. */
function bringIntoView(person) {
  const some = [...lit].filter((one) => shown[one]);
  const near = TYPICAL_RADIUS * view.scale >= LEAST_RADIUS;
  if (near && some.every(inTheFree)) return;
  if (TYPICAL_RADIUS * cameraForAll(some).scale >= LEAST_RADIUS) flyToAll(some);
  else if (!near || !inTheFree(person)) flyTo(person);
}

function inTheFree(person) {
  const room = free();
  const x = toScreenX(at.x[person]);
  const y = toScreenY(at.y[person]);
  return x > room.left && x < room.right && y > room.top && y < room.bottom;
}

function summary(person) {
  if (people.ghost[person]) return 'someone you could reach';
  const trend = TRENDS[people.trend[person]];
  return joined([textOf('organization', person), `${textOf('band', person)} tie`,
    trend === 'steady' ? '' : trend]);
}

function closePerson() {
  if (state.route) showRoute(null);
  else {
    closeCards();
    select(-1);
  }
  canvas.focus();
}

function showPerson() {
  const card = byId('person');
  const { selected } = state;
  card.hidden = selected < 0;
  document.body.classList.toggle('person-open', !card.hidden);
  card.replaceChildren(...(selected < 0 ? [] : personParts(selected)));
  card.scrollTop = 0;
}

function head(title, ...below) {
  return make('header', {}, make('div', {}, make('h2', {}, title), ...below), make('button', {
    class: 'icon', type: 'button', 'aria-label': 'Close', onclick: closePerson,
  }, '✕'));
}

function personParts(person) {
  const work = joined([textOf('title', person), textOf('organization', person)]);
  const place = joined([textOf('city', person), ...listOf('circles', person),
    ...listOf('tags', person)]);
  const lines = [work, place].filter(Boolean).map((text) => make('p', { class: 'quiet' }, text));
  return [
    head(people.name[person], ...lines),
    ...(people.ghost[person] ? [] : [strengthLine(person), course(person)]),
    facts(person),
    surroundings(person),
    ...briefParts(person),
    ...why(person),
    ...daysChart(people.history, person, 'You', people.name[person]),
    ...ideasPart(person),
    ...knowsPart(person),
  ];
}

function strengthLine(person) {
  const strength = Math.round(people.strength[person]);
  const trend = TRENDS[people.trend[person]];
  return make('p', { class: 'strength' }, make('b', {}, textOf('band', person)),
    make('span', { class: 'quiet' }, `${strength} of 100 · ${trend}`));
}

/** A small chart of the tie: the past, today, and dashed what is left if nobody writes. */
function course(person) {
  const days = [...raw.past.map((day) => (Date.parse(day) - Date.parse(raw.asOf)) / 864e5), 0,
    ...raw.futureDays];
  const first = days[0];
  const span = Math.max(1, days[days.length - 1] - first);
  const points = days.map((day, i) => [
    ((day - first) / span) * 278, 40 - 0.36 * strengthAt(person, i - raw.past.length)]);
  const now = raw.past.length;
  const line = (some) => some.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
  const [x, y] = points[now];
  return makeSvg('svg', { class: 'course', viewBox: '0 0 278 56', role: 'img',
    'aria-label': `Strength ${Math.round(strengthAt(person, -now))} then, ${
      Math.round(people.strength[person])} today` },
  makeSvg('line', { x1: 0, x2: 278, y1: 40, y2: 40 }),
  makeSvg('path', { d: line(points.slice(0, now + 1)) }),
  makeSvg('path', { class: 'ahead', d: line(points.slice(now)) }),
  makeSvg('circle', { cx: x, cy: y, r: 3.5 }),
  makeSvg('text', { x, y: 53, 'text-anchor': x < 20 ? 'start' : 'middle' }, 'today'),
  makeSvg('text', { x: 278, y: 53, 'text-anchor': 'end' }, 'if nobody writes'));
}

function facts(person) {
  const group = people.group[person];
  const by = LAST_WORDS[people.lastWord[person]];
  const rows = [['Last contact', people.ghost[person] ? 'not yet'
    : joined([ago(people.silent[person]), by && `by ${by === 'both' ? 'both of you' : by === 'they' ? 'them' : by}`])]];
  if (people.given[person] + people.received[person]) {
    rows.push(['Favours', `${people.given[person]} given, ${people.received[person]} received`]);
  }
  if (people.leaning[person]) rows.push(['Giving and getting', LEANINGS[people.leaning[person]]]);
  if (group >= 0) rows.push(['Group', groups[group].name]);
  const elsewhere = listOf('elsewhere', person);
  if (elsewhere.length) rows.push(['Also', elsewhere.join(', ')]);
  rows.push(['Knows here', String(knows.of(person).length)]);
  if (people.reach[person]) rows.push(['Joins', `${people.reach[person] / 10} separate corners`]);
  const sources = listOf('sources', person);
  if (sources.length) rows.push(['Known from', sources.join(', ')]);
  return make('dl', {}, ...rows.flatMap(([term, text]) => [
    make('dt', {}, term), make('dd', {}, text)]));
}

function why(person) {
  const because = reasons(people.because[person]);
  if (!because.length) return [];
  return [make('section', { class: 'why' }, make('h3', {}, 'Why this strength'), list(because))];
}

function ideasPart(person) {
  const entries = ideasFor(person).map((idea) => {
    const other = idea.a === person ? idea.b : idea.a;
    return personLink(other, joined([idea.because.join('; '), idea.band]));
  });
  return entries.length ? [make('h3', {}, 'Could be introduced to'), list(entries)] : [];
}

function knowsPart(person) {
  const known = [...knows.of(person)]
    .sort((a, b) => ties.strength[b] - ties.strength[a] || a - b)
    .map((tie) => withButton(personLink(otherEnd(tie, person), tieText(tie)), '↔',
      `The tie with ${people.name[otherEnd(tie, person)]}`, () => openTie(tie)));
  if (!known.length) return [];
  const listed = list(known.slice(0, LISTED_FIRST));
  const parts = [make('h3', {}, 'Knows'), listed];
  if (known.length > LISTED_FIRST) {
    const more = make('button', { type: 'button', onclick: () => {
      listed.append(...known.slice(LISTED_FIRST).map((entry) => make('li', {}, entry)));
      more.remove();
    } }, `Show all ${known.length}`);
    parts.push(more);
  }
  return parts;
}

function tieText(tie) {
  const inferred = isInferred(tie);
  return joined([...reasons(ties.because[tie]), inferred ? 'inferred, not seen' : '']);
}

/** Buttons that narrow the map to a person's surroundings, or ask for a path. */
function surroundings(person) {
  const button = (hops, text) => make('button', {
    type: 'button', 'aria-pressed': state.hops === hops, onclick: () => focusOn(hops),
  }, text);
  const path = make('button', { type: 'button', onclick: () => askForPath(person) }, 'Path to…');
  return make('div', { class: 'hops', role: 'group', 'aria-label': 'Surroundings' },
    button(0, 'Everybody'), button(1, '1 step'), button(2, '2 steps'), path, chooseButton(person));
}

function focusOn(hops) {
  change({ hops });
  showPerson();
  if (hops) showAll();
  say(`${shownCount()} people shown`);
}

/** Show a route, or with null leave it. */
function showRoute(route) {
  change({ ...NOTHING_OPEN, route, hops: 0 });
  const card = byId('person');
  card.hidden = !route;
  document.body.classList.toggle('person-open', Boolean(route));
  card.replaceChildren(...(route ? routeParts(route) : []));
  if (route) flyToAll(route.people);
}

function routeParts(route) {
  const nameOf = (person) => (person < 0 ? raw.owner ?? 'You' : people.name[person]);
  const entries = route.people.map((person) => (person < 0 ? nameOf(person)
    : personLink(person, textOf('organization', person))));
  const weak = route.weak ? [make('p', { class: 'path-note' },
    `Weak link: ${route.weak.map(nameOf).join(' – ')}`)] : [];
  if (route.advice) weak.push(make('p', { class: 'quiet' }, `First step: ${route.advice}`));
  say(`Path: ${route.people.map(nameOf).join(', ')}`);
  return [head('Path', make('p', { class: 'quiet' }, 'the strongest chain of ties')),
    list(entries), ...weak, ...(route.because.length ? [list(route.because)] : [])];
}
