// name: leaning
// summary: With whom does one side reach out on many more days than the other?
// parameters: net = 'main' · person = an id · sums = '4', sums of days both ways, parted by spaces · larger = '4', the fewest days of the larger side that lean, one for each sum · share = 0.6, the same for larger sums · limit = 50
// returns: id, name, days_out, days_in
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
WITH p, [one IN split($sums, ' ') | toInteger(one)] AS sums,
     [one IN split($larger, ' ') | toInteger(one)] AS larger
MATCH (p)-[t:TIE]-(q:Person)
WITH p, q, t, larger, t.days_ab + t.days_ba AS both, sums[0] AS first, sums[-1] AS last,
     CASE WHEN t.days_ab > t.days_ba THEN t.days_ab ELSE t.days_ba END AS most
WHERE both >= first
  AND CASE WHEN both <= last THEN most >= larger[both - first] ELSE most >= $share * both END
RETURN q.id AS id, q.name AS name,
       CASE WHEN t.a = p.id THEN t.days_ab ELSE t.days_ba END AS days_out,
       CASE WHEN t.a = p.id THEN t.days_ba ELSE t.days_ab END AS days_in
ORDER BY abs(days_out - days_in) DESC, id LIMIT $limit
