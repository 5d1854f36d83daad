// name: people_at
// summary: Whom do I know at an organization now, the strongest tie first?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, whose ties; me is you
// param organization: word, a part of its name as netkit keeps it: acme
// param day: day = today, the day of the strengths
// param half_life: positive = netkit.ties.strength.HALF_LIFE_DAYS, days in which a contact loses half its say
// param limit: whole = 50, rows at most
// returns: id, name, organization, title, strength, last
// example: netkit query people_at -p person=me -p organization=acme
// plan: NodeUniqueIndexSeek
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (o:Organization {net: $net})
WHERE o.key CONTAINS $organization
MATCH (o)<-[w:WORKS_AT]-(p:Person)
WHERE w.until IS NULL AND p <> me
OPTIONAL MATCH (p)-[k:KNOWS {evidence: 'contact'}]-(me)
RETURN p.id AS id, p.name AS name, o.name AS organization, w.title AS title,
       k.strength * exp(log(2.0) * (duration.inDays(date(datetime({epochSeconds: 0})), k.last).days - $day) / $half_life) AS strength,
       k.last AS last
ORDER BY strength IS NULL, strength DESC, id LIMIT toInteger($limit)
