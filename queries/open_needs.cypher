// name: open_needs
// summary: What do people look for that nobody has closed yet?
// parameters: net = 'main' · limit = 100
// returns: id, name, text, at
MATCH (n:Event {net: $net, kind: 'need'})
WHERE n.at IS NOT NULL AND NOT EXISTS {
  MATCH (s:Event {net: $net, of: n.uid}) WHERE s.to = 'closed'
}
MATCH (n)-[:PART {role: 'person'}]->(:Handle)-[:OF]->(p:Person)
RETURN p.id AS id, p.name AS name, n.text AS text, n.at AS at
ORDER BY at DESC, id LIMIT $limit
