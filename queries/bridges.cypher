// name: bridges
// summary: Which contact of mine is the only one who knows several people I was never in touch with?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, whose network; me is you
// param limit: whole = 50, rows at most
// returns: id, name, people, last
// example: netkit query bridges -p person=me
// plan: NodeUniqueIndexSeek
// people : how many. `netkit network --bridges` asks besides which groups hang on one person alone.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (me)-[k:KNOWS]-(p:Person)
WHERE k.evidence = 'contact'
MATCH (p)-[j:KNOWS]-(q:Person)
WHERE j.evidence <> 'contact' AND q <> me
WITH me, q, collect(DISTINCT p) AS links
WHERE size(links) = 1
WITH me, q, links[0] AS p
CALL (me, q) {
  MATCH (q)-[own:KNOWS]-(me)
  RETURN count(own) AS ties
}
WITH me, p, q, ties
WHERE ties = 0
WITH me, p, count(q) AS people
CALL (me, p) {
  MATCH (p)-[k:KNOWS]-(me)
  RETURN max(k.last) AS last
}
RETURN p.id AS id, p.name AS name, people, last
ORDER BY people DESC, id LIMIT toInteger($limit)
