// name: about
// summary: Who needs, offers, does or cares about something?
// parameters: net = 'main' · term = a word stem, as netkit keeps it: lawyer, python · limit = 50
// returns: id, name, origins
MATCH (t:Term {net: $net, term: $term})<-[r:HAS]-(:Handle)-[:OF]->(p:Person)
WHERE NOT p.owner AND NOT p.unknown
WITH p, collect(DISTINCT r.origin) AS origins
RETURN p.id AS id, p.name AS name, origins
ORDER BY name, id LIMIT $limit
