// name: who_introduced_whom
// summary: Who introduced whom, and what became of it?
// param net: text = 'main', the network; netkit query gives its own
// param state: text = '', only those that stand so: made, declined, ...
// param limit: whole = 50, rows at most
// returns: broker, a, b, state, asked_at, made_at, outcome
// example: netkit query who_introduced_whom -p state=made
// plan: NodeUniqueIndexSeek
MATCH (i:Introduction {net: $net})
WHERE i.uid IS NOT NULL AND ($state = '' OR i.state = $state)
WITH i ORDER BY i.at DESC, i.uid LIMIT toInteger($limit)
MATCH (i)-[:BROKER]->(broker:Person)
WITH i, broker, COLLECT { MATCH (i)-[:OF]->(p:Person) RETURN p.name ORDER BY p.id } AS ends
RETURN broker.name AS broker, ends[0] AS a, ends[1] AS b, i.state AS state,
       i.asked_at AS asked_at, i.made_at AS made_at, i.outcome AS outcome
ORDER BY i.at DESC, i.uid
