// name: reach
// summary: Through whom, at most two between, is somebody reached; by ties and by who knows whom?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, from whom; me is you
// param target: person, to whom
// param day: day = today, the day of the strengths
// param half_life: positive = netkit.ties.strength.HALF_LIFE_DAYS, days in which a contact loses half its say
// param limit: whole = 5, rows at most
// returns: hops, ids, names, strength
// example: netkit query reach -p person=me -p target="Cid Cole"
// plan: NodeUniqueIndexSeek
// A way begins with a tie of $person's; who knows whom further on is told by acquaintances.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $target})-[:OF]->(goal:Person)
CALL (me, goal) {
  RETURN [goal] AS way
  UNION
  MATCH (goal)-[k:KNOWS]-(b:Person)
  WHERE b <> me AND k.evidence <> 'contact'
  RETURN [b, goal] AS way
  UNION
  MATCH (goal)-[j:KNOWS]-(c:Person)-[k:KNOWS]-(b:Person)
  WHERE c <> me AND b <> me AND b <> goal AND j.evidence <> 'contact' AND k.evidence <> 'contact'
  RETURN DISTINCT [b, c, goal] AS way
}
WITH way, CASE WHEN way[0].id < me.id THEN way[0].id ELSE me.id END AS a,
     CASE WHEN way[0].id < me.id THEN me.id ELSE way[0].id END AS b
MATCH (:Person)-[t:TIE {net: $net, a: a, b: b}]->(:Person)
WITH way, t.log_strength AS ls
RETURN size(way) AS hops, [p IN way | p.id] AS ids, [p IN way | p.name] AS names,
       exp(ls - log(2.0) * toInteger($day) / $half_life) AS strength
ORDER BY hops, ls DESC, ids LIMIT toInteger($limit)
