// name: fading
// summary: Which ties of somebody were strong and have been silent since, the strongest first?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, whose ties; me is you
// param days: whole = netkit.ties.outlook.LEAST_CONTACT_DAYS, contact-days at least
// param before: day = 1000000000, the last contact lies before this day
// param least: number = -1000000000.0, of the logarithm of the decayed sum
// param below: number = 1000000000.0, the same
// returns: id, name, contact_days, last_day, log_strength
// example: netkit query fading -p person=me -p before=2026-01-31
// plan: DirectedRelationshipIndexSeek
// Ties that may be fading. Whether one is depends on its own rhythm: netkit reads its days and says so.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
MATCH (:Person)-[t:TIE]->(:Person)
USING INDEX SEEK t:TIE(net, log_strength, contact_days, last_day, gap_count, sum_log_gap)
WHERE t.net = $net AND t.log_strength >= toFloat($least) AND t.log_strength < toFloat($below)
  AND t.contact_days >= toInteger($days) AND t.last_day < toInteger($before) AND t.gap_count >= 0
  AND t.sum_log_gap IS NOT NULL AND (t.a = p.id OR t.b = p.id)
WITH t, CASE WHEN t.a = p.id THEN endNode(t) ELSE startNode(t) END AS q
WHERE NOT q.unknown AND NOT q.owner
RETURN q.id AS id, q.name AS name, t.contact_days AS contact_days, t.last_day AS last_day,
       t.log_strength AS log_strength
ORDER BY log_strength DESC, id
