// name: fading
// summary: Which ties of somebody were worth something and have been silent for long?
// parameters: net = 'main' · person = an id · day = today, in whole days since 1970 · days = 3 · silence = 2.0 · limit = 20
// returns: id, name, strength, silent_days, usual_gap_days
// A tie is silent for long when nothing came for $silence times its usual gap (the geometric mean).
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)
WHERE t.contact_days >= $days AND t.gap_count > 0 AND NOT q.unknown
WITH q, t, toInteger($day) - t.last_day AS silent, exp(t.sum_log_gap / t.gap_count) AS usual
WHERE silent > $silence * usual
RETURN q.id AS id, q.name AS name, exp(t.log_strength - log(2.0) * toInteger($day) / 120.0) AS strength,
       silent AS silent_days, usual AS usual_gap_days
ORDER BY t.log_strength DESC, id LIMIT $limit
