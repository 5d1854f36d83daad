// name: balance
// summary: How do attention and favours between somebody and everybody stand?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, whose ties; me is you
// param limit: whole = 50, rows at most
// returns: id, name, days_out, days_in, favours_given, favours_received
// example: netkit query balance -p person=me
// plan: NodeUniqueIndexSeek
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)
WITH p, q, CASE WHEN t.a = p.id THEN t.days_ab ELSE t.days_ba END AS days_out,
     CASE WHEN t.a = p.id THEN t.days_ba ELSE t.days_ab END AS days_in
CALL (p, q) {
  MATCH (q)<-[side:GIVEN_BY|RECEIVED_BY]-(f:Favour)
  WHERE EXISTS { (f)-[:GIVEN_BY|RECEIVED_BY]->(p) }
  RETURN sum(CASE type(side) WHEN 'RECEIVED_BY' THEN f.value ELSE 0 END) AS given,
         sum(CASE type(side) WHEN 'GIVEN_BY' THEN f.value ELSE 0 END) AS received
}
RETURN q.id AS id, q.name AS name, days_out, days_in, given AS favours_given,
       received AS favours_received
ORDER BY abs(given - received) DESC, abs(days_out - days_in) DESC, id LIMIT toInteger($limit)
