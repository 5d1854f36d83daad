// name: leaning
// summary: With whom does one side reach out on many more days than the other?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, whose ties; me is you
// param days: text = 'netkit.answers.balance.LEAST_DAYS_TO_LEAN', numbers of contact-days, parted by spaces
// param larger: text = 'netkit.answers.balance.LEAST_DAYS_TO_LEAN', the least of the larger side that leans, one for each number; a day of both counts half to either
// param share: number = netkit.answers.balance.LARGER_SHARE, the same for more days
// param from: whole = netkit.answers.balance.LEAST_DAYS_TO_LEAN, contact-days at least
// param below: whole = 1000000000, contact-days below
// param limit: whole = 50, rows at most
// returns: id, name, contact_days, days_out, days_in
// example: netkit query leaning -p person=me
// plan: DirectedRelationshipIndexSeek
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
WITH p, [one IN split($days, ' ') | toInteger(one)] AS days,
     [one IN split($larger, ' ') | toFloat(one)] AS larger
MATCH ()-[t:TIE]->()
USING INDEX SEEK t:TIE(net, contact_days, days_ab, days_ba)
WHERE t.net = $net AND t.contact_days >= $from AND t.contact_days < $below AND t.days_ab >= 0
  AND t.days_ba >= 0
WITH p, t, larger, t.contact_days AS all, days[0] AS first, days[-1] AS last,
     (t.contact_days + abs(t.days_ab - t.days_ba)) / 2.0 AS most
WHERE all >= first
  AND CASE WHEN all <= last THEN most >= larger[all - first] ELSE most >= $share * all END
  AND (t.a = p.id OR t.b = p.id)
WITH p, t, CASE WHEN t.a = p.id THEN endNode(t) ELSE startNode(t) END AS q
RETURN q.id AS id, q.name AS name, t.contact_days AS contact_days,
       CASE WHEN t.a = p.id THEN t.days_ab ELSE t.days_ba END AS days_out,
       CASE WHEN t.a = p.id THEN t.days_ba ELSE t.days_ab END AS days_in
ORDER BY abs(days_out - days_in) DESC, id LIMIT toInteger($limit)
