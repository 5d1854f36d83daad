// name: favours_between
// summary: Which favours have two people done each other?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, one of the two; me is you
// param whom: person, the other
// returns: at, giver, receiver, kind, value, text
// example: netkit query favours_between -p person=me -p whom="Ann Müller"
// plan: NodeUniqueIndexSeek
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(a:Person)
MATCH (:Handle {net: $net, pid: $whom})-[:OF]->(b:Person)
MATCH (b)<-[:GIVEN_BY|RECEIVED_BY]-(f:Favour)
WHERE a <> b AND EXISTS { (f)-[:GIVEN_BY|RECEIVED_BY]->(a) }
MATCH (f)-[:GIVEN_BY]->(giver:Person)
MATCH (f)-[:RECEIVED_BY]->(receiver:Person)
RETURN f.at AS at, giver.name AS giver, receiver.name AS receiver, f.kind AS kind,
       f.value AS value, f.text AS text
ORDER BY at, f.uid
