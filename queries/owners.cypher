// name: owners
// summary: Whose network is it, and how many ties does each owner have?
// parameters: net = 'main'
// returns: id, name, ties
MATCH (h:Owner {net: $net})
WHERE h.owner_batch IS NOT NULL
MATCH (h)-[:OF]->(p:Person)
WITH DISTINCT p
RETURN p.id AS id, p.name AS name, COUNT { (p)-[:TIE]-() } AS ties
ORDER BY ties DESC, id
