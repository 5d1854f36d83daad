// name: who
// summary: Who do I know whose name has a word that begins so?
// param net: text = 'main', the network; netkit query gives its own
// param word: word, the beginning of a word; netkit query folds it: Müller is muller
// param limit: whole = 50, rows at most
// returns: id, name, organization, title, city
// example: netkit query who -p word=ann
// plan: NodeUniqueIndexSeek
MATCH (w:Word {net: $net})
WHERE w.word STARTS WITH $word
MATCH (w)<-[:CALLED]-(:Handle)-[:OF]->(p:Person)
WITH DISTINCT p
WHERE NOT p.owner AND NOT p.unknown
RETURN p.id AS id, p.name AS name, p.organization AS organization, p.title AS title, p.city AS city
ORDER BY name, id LIMIT toInteger($limit)
