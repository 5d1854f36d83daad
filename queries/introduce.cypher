// name: introduce
// summary: Who shares topics with X, one needing what the other gives or does, and how close am I?
// parameters: net = 'main' · person = an id, who brings together · x = an id · words = '', as netkit keeps them, parted by spaces, each with the places that count: lawyer/title/skill patent/need; those of X, anywhere, when empty · each = 10, of those who share the same, how many · few = 1000, who share the same, of whom each is looked at · strongest = 1000, ties of anybody looked at for the others · limit = 1000
// returns: shared, people, id, name, log_strength
// shared : a word and where the other has it, each; people : how many share just these, null for
// those found by the strength of their tie. Of few, the closest are named; more are counted, in a
// row without id, and those of them named who have one of the strongest ties. log_strength is null
// without contact.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
WITH me, x, CASE WHEN $words <> '' THEN [word IN split($words, ' ') | split(word, '/')] ELSE COLLECT {
       MATCH (x)<-[:OF]-(:Handle)-[:HAS]->(t:Term)
       WITH DISTINCT t.term AS term ORDER BY term
       RETURN [term, 'need', 'offer', 'title', 'skill', 'interest']
     } END AS words
CALL (me, x, words) {
  CALL (words) {
    UNWIND range(0, size(words) - 1) AS place
    WITH place, words[place][0] AS term, words[place][1..] AS places
    MATCH (t:Term {net: $net, term: term})<-[r:HAS]-(h)
    WHERE r.origin IN places
    WITH h.person AS id, collect(5 * place + CASE r.origin
           WHEN 'need' THEN 0 WHEN 'offer' THEN 1 WHEN 'title' THEN 2 WHEN 'skill' THEN 3 ELSE 4
         END) AS said
    RETURN said, collect(id) AS all
  }
  WITH me, [id IN all WHERE id <> me.id AND id <> x.id] AS ids, [code IN said |
         words[code / 5][0] + ' ' + ['need', 'offer', 'title', 'skill', 'interest'][code % 5]] AS shared
  CALL (me, ids) {
    WITH me, ids
    WHERE size(ids) > $few
    RETURN NULL AS id, NULL AS ls
    UNION ALL
    WITH me, ids
    WHERE size(ids) <= $few
    UNWIND ids AS id
    OPTIONAL MATCH ()-[t:TIE {
      net: $net, a: CASE WHEN id < me.id THEN id ELSE me.id END,
      b: CASE WHEN id < me.id THEN me.id ELSE id END
    }]->()
    RETURN id, t.log_strength AS ls
    ORDER BY coalesce(ls, -1e9) DESC, id LIMIT $each
  }
  RETURN shared, size(ids) AS people, id, ls
  UNION ALL
  MATCH ()-[t:TIE]->()
  USING INDEX SEEK t:TIE(net, log_strength, contact_days, last_day, gap_count, sum_log_gap)
  WHERE t.net = $net AND t.log_strength > -1e9 AND t.contact_days > 0 AND t.last_day IS NOT NULL
    AND t.gap_count >= 0 AND t.sum_log_gap IS NOT NULL
  WITH me, x, words, t ORDER BY t.net DESC, t.log_strength DESC LIMIT $strongest
  WITH me, x, words, t WHERE t.a = me.id OR t.b = me.id
  WITH x, words, t.log_strength AS ls,
       CASE WHEN t.a = me.id THEN endNode(t) ELSE startNode(t) END AS y
  WHERE y <> x
  MATCH (y)<-[:OF]-(:Handle)-[r:HAS]->(word:Term)
  WHERE word.term IN [one IN words | one[0]]
    AND any(one IN words WHERE one[0] = word.term AND r.origin IN one[1..])
  RETURN collect(DISTINCT word.term + ' ' + r.origin) AS shared, NULL AS people, y.id AS id, ls
}
WITH id, CASE WHEN id IS NULL THEN shared END AS counted, collect(shared)[0] AS shared,
     max(people) AS people, max(ls) AS ls
ORDER BY coalesce(ls, -1e9) DESC, id LIMIT $limit
OPTIONAL MATCH (y:Person {net: $net, id: id})
RETURN shared, people, id, y.name AS name, ls AS log_strength
ORDER BY coalesce(ls, -1e9) DESC, id
