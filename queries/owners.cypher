// name: owners
// summary: Whose network is it, and how many ties does each owner have?
// param net: text = 'main', the network; netkit query gives its own
// returns: id, name, ties
// example: netkit query owners
// plan: NodeIndexSeek
MATCH (h:Owner {net: $net})
WHERE h.owner_batch IS NOT NULL
MATCH (h)-[:OF]->(p:Person)
WITH DISTINCT p
RETURN p.id AS id, p.name AS name, COUNT { (p)-[:TIE]-() } AS ties
ORDER BY ties DESC, id
