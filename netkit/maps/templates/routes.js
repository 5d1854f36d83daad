// @ts-check
/* Who is how many ties away, and the strongest chain between two people. */

/** The people at most so many ties from a person, themselves included. */
function reachable(from, hops) {
  const found = new Set([from]);
  let edge = [from];
  for (let hop = 0; hop < hops; hop += 1) {
    const next = [];
    for (const person of edge) {
      for (const tie of knows.of(person)) {
        const other = otherEnd(tie, person);
        if (!found.has(other)) {
          found.add(other);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return found;
}

/** How hard a tie is to cross: chains multiply their ties' strengths, less a part for every hop
 * after the first (`hopPenalty`, of reach.py), so costs add up as logs. */
function costOf(tie) {
  return -Math.log(Math.max(1, ties.strength[tie]) / 101 * raw.hopPenalty);
}

function isInferred(tie) {
  return ties.kind[tie] >= TRENDS.length;
}

/** The best chain between two people, or null: as `reach` does, one of seen ties before any other.
 * `banned` is a set of ties that it does without. */
function strongestRoute(from, to, banned = new Set()) {
  return routeOver((tie) => !isInferred(tie) && !banned.has(tie), from, to)
    || routeOver((tie) => !banned.has(tie), from, to);
}

/** The chain over ties of a kind with the greatest product of strengths (Dijkstra), or null. */
function routeOver(isOpen, from, to) {
  const cost = new Float64Array(people.count).fill(Infinity);
  const cameBy = new Int32Array(people.count).fill(-1);
  const queue = new Queue();
  cost[from] = 0;
  queue.push(0, from);
  while (queue.size) {
    const [paid, person] = queue.pop();
    if (person === to) return routeBack(from, to, cameBy);
    if (paid > cost[person]) continue;
    for (const tie of knows.of(person)) {
      if (!isOpen(tie)) continue;
      const other = otherEnd(tie, person);
      const total = paid + costOf(tie);
      if (total < cost[other]) {
        cost[other] = total;
        cameBy[other] = tie;
        queue.push(total, other);
      }
    }
  }
  return null;
}

function routeBack(from, to, cameBy) {
  const chain = [to];
  let weakest = -1;
  for (let person = to; person !== from;) {
    const tie = cameBy[person];
    if (weakest < 0 || ties.strength[tie] < ties.strength[weakest]) weakest = tie;
    person = otherEnd(tie, person);
    chain.unshift(person);
  }
  return {
    thinnest: weakest,
    people: chain,
    weak: weakest < 0 || chain.length < 3 ? null : [ties.a[weakest], ties.b[weakest]],
    because: [],
    advice: '',
  };
}

/** A binary heap of [cost, person], cheapest first. */
class Queue {
  constructor() {
    this.items = [];
  }

  get size() {
    return this.items.length;
  }

  push(cost, person) {
    const { items } = this;
    let at = items.push([cost, person]) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent][0] <= items[at][0]) break;
      [items[parent], items[at]] = [items[at], items[parent]];
      at = parent;
    }
  }

  pop() {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length) {
      items[0] = last;
      this.sink();
    }
    return top;
  }

  sink() {
    const { items } = this;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      let least = at;
      for (const child of [left, left + 1]) {
        if (child < items.length && items[child][0] < items[least][0]) least = child;
      }
      if (least === at) return;
      [items[least], items[at]] = [items[at], items[least]];
      at = least;
    }
  }
}
