// name: introduce
// summary: Who needs what X gives or does, or gives or does what X needs, and how close am I?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, who brings together; me is you
// param x: person, to whom
// param limit: whole = 50, rows at most
// returns: id, name, shared, log_strength
// example: netkit query introduce -p person=me -p x="Ann Müller"
// plan: NodeUniqueIndexSeek
// A question that a person runs: the command `netkit introduce` weighs reasons and asks a statement
// of its own (netkit/store/neo4j/prefilters.py). shared : a word that one of the two needs, and
// where the other has it. log_strength : of my tie, null without contact; the closest first.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
MATCH (x)<-[:OF]-(:Handle)-[mine:HAS]->(t:Term)
WITH DISTINCT me, x, t, mine.origin AS origin
MATCH (t)<-[theirs:HAS]-(:Handle)-[:OF]->(y:Person)
WHERE (origin = 'need') <> (theirs.origin = 'need')
  AND y <> x AND y <> me AND NOT y.owner AND NOT y.unknown
WITH DISTINCT me, y, t.term + ' ' + theirs.origin AS word ORDER BY word
WITH me, y, collect(word) AS shared
OPTIONAL MATCH ()-[tie:TIE {
  net: $net, a: CASE WHEN y.id < me.id THEN y.id ELSE me.id END,
  b: CASE WHEN y.id < me.id THEN me.id ELSE y.id END
}]->()
RETURN y.id AS id, y.name AS name, shared, tie.log_strength AS log_strength
ORDER BY log_strength IS NULL, log_strength DESC, id LIMIT toInteger($limit)
