// name: about
// summary: Who needs, offers, does or cares about all of something?
// param net: text = 'main', the network; netkit query gives its own
// param terms: terms, words; netkit query stems them as netkit keeps them
// param offer: number = netkit.answers.who.OFFER_WORTH, what a match in an offer is worth
// param skill: number = netkit.answers.who.SKILL_WORTH, the same in a skill
// param other: number = netkit.answers.who.WORD_WORTH, the same elsewhere
// param beside: whole = 100, owners and unknown people among the best, at most
// param limit: whole = 50, rows at most
// returns: id, name, score, origins
// example: netkit query about -p terms="patent lawyer"
// plan: NodeUniqueIndexSeek
// Of a word that stands in several places, the one that is worth most counts, of equals the first
// by name; a place counts once.
// offer, skill, other : what a match there is worth.
WITH split($terms, ' ') AS asked
CALL (asked) {
  WITH asked WHERE size(asked) = 1
  MATCH (:Term {net: $net, term: asked[0]})<-[r:HAS]-(h)
  WITH h.person AS id, min([
         CASE r.origin WHEN 'offer' THEN -$offer WHEN 'skill' THEN -$skill ELSE -$other END,
         r.origin
       ]) AS place
  RETURN id, [place] AS places
  UNION ALL
  WITH asked WHERE size(asked) > 1
  UNWIND range(0, size(asked) - 1) AS number
  MATCH (:Term {net: $net, term: asked[number]})<-[r:HAS]-(h)
  WITH h.person AS id, number, min([
         CASE r.origin WHEN 'offer' THEN -$offer WHEN 'skill' THEN -$skill ELSE -$other END,
         r.origin
       ]) AS place
  WITH id, count(*) AS there, collect(DISTINCT place) AS places
  WHERE there = size(split($terms, ' '))
  RETURN id, places
}
WITH id, reduce(sum = 0.0, place IN places | sum - place[0]) AS score
ORDER BY score DESC, id LIMIT toInteger($limit + $beside)
MATCH (p:Person {net: $net, id: id})
WHERE NOT p.owner AND NOT p.unknown
WITH p, score
ORDER BY score DESC, p.id LIMIT toInteger($limit)
RETURN p.id AS id, p.name AS name, score, COLLECT {
         UNWIND split($terms, ' ') AS term
         MATCH (p)<-[:OF]-(:Handle)-[r:HAS]->(t:Term {net: $net, term: term})
         WITH DISTINCT t.term AS term, r.origin AS origin
         ORDER BY term, origin
         RETURN [term, origin]
       } AS origins
ORDER BY score DESC, id
