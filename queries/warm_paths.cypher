// name: warm_paths
// summary: Which ways of mine lead to somebody, over one person or two, the warmest first?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, from whom; me is you
// param target: person, to whom
// param day: day = today, the day of the strengths
// param half_life: positive = netkit.ties.strength.HALF_LIFE_DAYS, days in which a contact loses half its say
// param hop: number = netkit.answers.reach.HOP_PENALTY, what each further person leaves of a way
// param limit: whole = 5, rows at most
// returns: names, evidence, warmth
// example: netkit query warm_paths -p person=me -p target="Cid Cole"
// plan: NodeUniqueIndexSeek
// warmth : S/(1+S) of my own tie, times the probability that the others know each other. The command
// `netkit reach` weighs shared employers and boundaries besides.
MATCH (:Handle {net: $net, pid: $target})-[:OF]->(goal:Person)
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH way = (goal)-[:KNOWS]-{1,2}(first:Person)
WHERE first <> goal AND none(p IN nodes(way) WHERE p = me)
  AND all(j IN relationships(way) WHERE j.evidence <> 'contact')
CALL (first, me) {
  MATCH (first)-[k:KNOWS]-(me)
  WHERE k.evidence = 'contact'
  RETURN k
}
WITH reverse(nodes(way)) AS people, relationships(way) AS links,
     k.strength * exp(log(2.0) * (duration.inDays(date(datetime({epochSeconds: 0})), k.last).days - $day) / $half_life) AS s
RETURN [p IN people | p.name] AS names,
       CASE WHEN all(j IN links WHERE j.evidence = 'seen') THEN 'seen' ELSE 'inferred' END AS evidence,
       reduce(w = s / (1 + s), j IN links | w * j.probability * $hop) AS warmth
ORDER BY evidence DESC, warmth DESC, names LIMIT toInteger($limit)
