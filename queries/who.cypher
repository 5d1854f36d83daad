// name: who
// summary: Who do I know whose name has a word that begins so?
// parameters: net = 'main' · word = the beginning of a word, folded: müller is muller · limit = 50
// returns: id, name, organization, title, city
MATCH (w:Word {net: $net})
WHERE w.word STARTS WITH $word
MATCH (w)<-[:CALLED]-(:Handle)-[:OF]->(p:Person)
WITH DISTINCT p
WHERE NOT p.owner AND NOT p.unknown
RETURN p.id AS id, p.name AS name, p.organization AS organization, p.title AS title, p.city AS city
ORDER BY name, id LIMIT $limit
