// @ts-check
/* The card about a group: who is closest, who fades, and who leads from it to which other group. */

const CLOSEST = 5;
const OUTWARD = 6;

function openGroup(group) {
  change({ ...NOTHING_OPEN, group: group.id });
  const card = byId('person');
  card.hidden = false;
  document.body.classList.add('person-open');
  card.replaceChildren(...groupParts(group));
  card.scrollTop = 0;
  flyToGroup(group);
  say(`${group.name}, ${group.count} people`);
}

function groupParts(group) {
  const inside = [...byStrength].filter((person) => people.group[person] === group.id);
  const heading = group.kind === 'organization' || group.kind === 'person' ? '' : group.kind;
  const changing = inside.filter((person) => people.trend[person] > GROWING);
  const bridges = bridgesFrom(group);
  const section = (title, entries) => (entries.length ? [make('h3', {}, title), list(entries)] : []);
  return [
    head(group.name, make('p', { class: 'quiet' }, joined([heading,
      `${group.count} ${group.count === 1 ? 'person' : 'people'}`]))),
    ...section('Closest', inside.slice(0, CLOSEST).map((person) => personLink(person,
      joined([textOf('band', person), `${Math.round(people.strength[person])} of 100`])))),
    ...section('Fading or weakening', changing.slice(0, LISTED_FIRST).map((person) => personLink(
      person, joined([TRENDS[people.trend[person]], `last contact ${ago(people.silent[person])}`])))),
    ...section('Leads to', bridges.map(({ other, count, through }) => personLink(through,
      `to ${groups[other].name}: ${count} tie${count === 1 ? '' : 's'} between the groups`))),
  ];
}

/** The groups that ties lead to, most ties first, each with the member who has most of them. */
function bridgesFrom(group) {
  const found = new Map();
  for (let tie = 0; tie < ties.count; tie += 1) {
    for (const [here, there] of [[ties.a[tie], ties.b[tie]], [ties.b[tie], ties.a[tie]]]) {
      const other = people.group[there];
      if (people.group[here] !== group.id || other < 0 || other === group.id) continue;
      if (!found.has(other)) found.set(other, { other, count: 0, members: new Map() });
      const entry = found.get(other);
      entry.count += 1;
      entry.members.set(here, (entry.members.get(here) ?? 0) + 1);
    }
  }
  return [...found.values()]
    .sort((one, other) => other.count - one.count || one.other - other.other)
    .slice(0, OUTWARD)
    .map(({ other, count, members }) => ({ other, count,
      through: [...members].sort((a, b) => b[1] - a[1] || strongestFirst(a[0], b[0]))[0][0] }));
}
