// name: introduce
// summary: Who shares topics with X, one needing what the other gives or does, and how close am I?
// parameters: net = 'main' · person = an id, who brings together · x = an id · terms = '', word stems parted by spaces; those of X when empty · each = 10, of those who share the same, how many · limit = 1000
// returns: shared, people, id, name, log_strength
// shared : a word and where the other has it, each; people : how many share just these. The
// closest of them are named; log_strength is null without contact.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
WITH me, x, CASE WHEN $terms <> '' THEN split($terms, ' ') ELSE
       COLLECT { MATCH (x)<-[:OF]-(:Handle)-[:HAS]->(t:Term) RETURN DISTINCT t.term ORDER BY t.term }
     END AS terms
CALL (terms) {
  UNWIND terms AS term
  MATCH (:Term {net: $net, term: term})<-[r:HAS]-(h:Handle)
  RETURN h.person AS id, collect(term + ' ' + r.origin) AS shared
}
WITH me.id AS mine, x.id AS asked, id, shared
WHERE id <> mine AND id <> asked
WITH id, shared, CASE WHEN id < mine THEN id ELSE mine END AS a,
     CASE WHEN id < mine THEN mine ELSE id END AS b
OPTIONAL MATCH (:Person)-[t:TIE {net: $net, a: a, b: b}]->(:Person)
WITH id, shared, coalesce(t.log_strength, -1e9) AS ls ORDER BY ls DESC, id
WITH shared, count(*) AS people, collect(id)[..$each] AS closest, collect(ls)[..$each] AS strengths
UNWIND range(0, size(closest) - 1) AS place
WITH shared, people, closest[place] AS id, strengths[place] AS ls
ORDER BY ls DESC, id LIMIT $limit
MATCH (y:Person {net: $net, id: id})
RETURN shared, people, y.id AS id, y.name AS name, CASE WHEN ls > -1e9 THEN ls END AS log_strength
ORDER BY ls DESC, id
