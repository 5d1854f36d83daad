// name: introduce
// summary: Whom of those I know shares a topic with X, one needing what the other gives or does?
// parameters: net = 'main' · person = an id, who brings together · x = an id · limit = 20
// returns: id, name, topics, met
// Whether they met already is told by a tie or an acquaintance of the two.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
MATCH (x)<-[:OF]-(:Handle)-[mine:HAS]->(t:Term)<-[theirs:HAS]-(:Handle)-[:OF]->(y:Person)
WHERE y <> x AND y <> me AND NOT y.unknown
  AND ((mine.origin = 'need' AND theirs.origin <> 'need')
    OR (mine.origin <> 'need' AND theirs.origin = 'need'))
WITH me, x, y, collect(DISTINCT t.term) AS topics
WHERE EXISTS { (me)-[:TIE]-(y) }
RETURN y.id AS id, y.name AS name, topics,
       EXISTS { (x)-[:TIE]-(y) } OR EXISTS {
         MATCH (x)<-[:OF]-(:Handle)<-[:PART]-(:Acquaintance)-[:PART]->(:Handle)-[:OF]->(y)
       } AS met
ORDER BY size(topics) DESC, id LIMIT $limit
