// name: neighbourhood
// summary: Whom is somebody in contact with, the strongest tie first?
// parameters: net = 'main' · person = an id · day = today, in whole days since 1970 · limit = 50
// returns: id, name, strength, contact_days, last_day
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
MATCH (p)-[t:TIE]-(q:Person)
RETURN q.id AS id, q.name AS name, exp(t.log_strength - log(2.0) * toInteger($day) / 120.0) AS strength,
       t.contact_days AS contact_days, t.last_day AS last_day
ORDER BY t.log_strength DESC, id LIMIT $limit
