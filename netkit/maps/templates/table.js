// @ts-check
/* The same people as a table: for screen readers, and for whoever likes lists. */

const ROWS_AT_ONCE = 200;
const COLUMNS = [
  { name: 'Name', key: (person) => people.name[person] },
  { name: 'Organization', key: (person) => textOf('organization', person) },
  { name: 'Tie', key: (person) => people.strength[person],
    text: (person) => (people.ghost[person] ? 'not yet known'
      : `${textOf('band', person)} (${Math.round(people.strength[person])})`) },
  { name: 'Direction', key: (person) => TRENDS[people.trend[person]] },
  { name: 'Last contact', key: (person) => -people.silent[person],
    text: (person) => ago(people.silent[person]) },
  { name: 'Group', key: (person) => groups[people.group[person]]?.name ?? '' },
  { name: 'Could meet', key: (person) => ideasFor(person).length,
    text: (person) => ideasFor(person).map((idea) => people.name[
      idea.a === person ? idea.b : idea.a]).join(', ') },
];
const sorting = { column: 2, down: true };

function setUpTable() {
  byId('table-button').addEventListener('click', openTable);
  byId('table-close').addEventListener('click', () => dialog('table').close());
}

function openTable() {
  showTable();
  dialog('table').showModal();
}

function showTable() {
  const { key } = COLUMNS[sorting.column];
  const rows = [...byStrength].filter((person) => shown[person]);
  const keys = new Map(rows.map((person) => [person, key(person)]));
  const turn = sorting.down ? -1 : 1;
  rows.sort((a, b) => turn * compare(keys.get(a), keys.get(b)));
  const body = make('tbody');
  byId('table-body').replaceChildren(make('table', {},
    make('caption', {}, `${byId('count').textContent}, as filtered on the map`),
    make('thead', {}, make('tr', {}, ...COLUMNS.map(heading))), body));
  addRows(body, rows, 0);
}

function compare(a, b) {
  return typeof a === 'number' ? a - b : a.localeCompare(b);
}

function heading(column, number) {
  const sorted = sorting.column === number;
  const order = sorting.down ? 'descending' : 'ascending';
  return make('th', { scope: 'col', 'aria-sort': sorted ? order : 'none' }, make('button', {
    type: 'button',
    onclick: () => {
      sorting.down = sorted ? !sorting.down : number === 2;
      sorting.column = number;
      showTable();
      const heads = byId('table-body').querySelectorAll('th button');
      /** @type {HTMLElement} */ (heads[number]).focus();
    },
  }, column.name + (sorted ? (sorting.down ? ' ↓' : ' ↑') : '')));
}

function addRows(body, rows, from) {
  body.append(...rows.slice(from, from + ROWS_AT_ONCE).map(tableRow));
  const next = from + ROWS_AT_ONCE;
  if (rows.length <= next) return;
  const more = make('button', { type: 'button', onclick: () => {
    more.remove();
    addRows(body, rows, next);
  } }, `Show ${Math.min(ROWS_AT_ONCE, rows.length - next)} more of ${rows.length}`);
  byId('table-body').append(more);
}

function tableRow(person) {
  return make('tr', {}, ...COLUMNS.map((column, number) => (number ? make('td', {},
    String((column.text ?? column.key)(person))) : make('td', {}, openFromTable(person)))));
}

function openFromTable(person) {
  return make('button', { class: 'link', type: 'button', onclick: () => {
    dialog('table').close();
    select(person);
    byId('person').focus();
  } }, people.name[person]);
}
