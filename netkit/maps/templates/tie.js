// @ts-check
/* The card of a tie between two people: its days both ways, how strong, and why it is drawn. */

function tieBetween(a, b) {
  if (a === undefined || b === undefined) return -1;
  return [...knows.of(a)].find((tie) => otherEnd(tie, a) === b) ?? -1;
}

function openTie(tie) {
  change({ ...NOTHING_OPEN, tie });
  const card = byId('person');
  card.hidden = false;
  document.body.classList.add('person-open');
  card.replaceChildren(...tieParts(tie));
  card.scrollTop = 0;
  bringTogether([ties.a[tie], ties.b[tie]]);
  say(`Tie between ${people.name[ties.a[tie]]} and ${people.name[ties.b[tie]]}`);
}

function tieParts(tie) {
  const [a, b] = [ties.a[tie], ties.b[tie]];
  const trend = TRENDS[ties.kind[tie] % TRENDS.length];
  const words = joined([`${ties.strength[tie]} of 100`, trend === 'steady' ? '' : trend,
    isInferred(tie) ? 'inferred, not seen' : '']);
  return [
    head('Tie', make('p', { class: 'quiet' }, words)),
    list([a, b].map((person) => personLink(person, textOf('organization', person)))),
    ...daysChart(ties.history, tie, people.name[a], people.name[b]),
    make('section', { class: 'why' }, make('h3', {}, 'Why it is drawn'),
      list(reasons(ties.because[tie]))),
    make('div', { class: 'hops' }, make('button', { type: 'button', onclick: () => {
      state.chosen = [];
      toggleChosen(a);
      toggleChosen(b);
    } }, 'What do they share?')),
  ];
}

/** Bars for the days on which each side reached out, period by period; nothing without any. */
function daysChart(history, row, first, second) {
  if (!history.length) return [];
  const sides = [0, 1].map((side) => history.map((period) => period[side][row]));
  const [out, back] = sides.map((days) => days.reduce((sum, count) => sum + count, 0));
  if (!out && !back) return [];
  const most = Math.max(...sides[0], ...sides[1]);
  const wide = 278 / history.length;
  const bars = sides.flatMap((days, side) => days.map((count, i) => {
    const high = 24 * count / most;
    return makeSvg('rect', { class: side ? 'back' : 'out', x: (i * wide + 1).toFixed(1),
      y: (side ? 27 : 25 - high).toFixed(1), width: (wide - 2).toFixed(1), height: high.toFixed(1) });
  }));
  const from = raw.past.length > 1 ? dayFormat.format(2 * Date.parse(raw.past[0]) - Date.parse(raw.past[1])) : '';
  const text = `${first} on ${out} day${out === 1 ? '' : 's'} (above), ${second} on ${back} (below)`;
  return [make('h3', {}, `Reached out since ${from}`),
    makeSvg('svg', { class: 'days', viewBox: '0 0 278 52', role: 'img', 'aria-label': text },
      makeSvg('line', { x1: 0, x2: 278, y1: 26, y2: 26 }), ...bars),
    make('p', { class: 'quiet' }, text)];
}

/** The tie of the selected person whose line is at a place of the screen. */
function tieAt(x, y) {
  if (state.selected < 0) return -1;
  return [...knows.of(state.selected)].find((tie) => {
    if (!tieLevel[tie]) return false;
    const [a, b] = [ties.a[tie], ties.b[tie]];
    const [ax, ay, bx, by] = [toScreenX(at.x[a]), toScreenY(at.y[a]), toScreenX(at.x[b]), toScreenY(at.y[b])];
    const long = (bx - ax) ** 2 + (by - ay) ** 2;
    const part = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (long || 1)));
    return Math.hypot(ax + part * (bx - ax) - x, ay + part * (by - ay) - y) < 4;
  }) ?? -1;
}
