// name: open_needs
// summary: What do people look for that nobody has closed yet?
// param net: text = 'main', the network; netkit query gives its own
// param limit: whole = 100, rows at most
// returns: id, name, text, at
// example: netkit query open_needs -p limit=5
// plan: NodeUniqueIndexSeek
MATCH (n:Need {net: $net, state: 'open'})
WHERE n.uid IS NOT NULL
MATCH (p:Person)-[:NEEDS]->(n)
RETURN p.id AS id, p.name AS name, n.text AS text, n.at AS at
ORDER BY at DESC, id LIMIT toInteger($limit)
