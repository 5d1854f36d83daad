// name: owners
// summary: Whose network is it, and how many ties does each owner have?
// parameters: net = 'main'
// returns: id, name, ties
MATCH (h:Owner {net: $net})-[:OF]->(p:Person)
WITH DISTINCT p
RETURN p.id AS id, p.name AS name, COUNT { (p)-[:TIE]-() } AS ties
ORDER BY ties DESC, id
