// name: introduce
// summary: Who shares topics with X, one needing what the other gives or does, and how close am I?
// parameters: net = 'main' · person = an id, who brings together · x = an id · words = '', as netkit keeps them, parted by spaces, each with the places that count: lawyer/title/skill patent/need; those of X, anywhere, when empty · common = '', more words, which so many have that only those named or needing something are asked for them · each = 10, of those who share the same, how many · few = 1000, who share the same, of whom each is looked at · strongest = 1000, ties of anybody looked at for the others · limit = 1000
// returns: shared, alike, people, id, name, needs, log_strength
// shared : a word and where the other has it, each. alike, people : the words by which they were
// found, for whoever needs something all they share, and how many share just these; null for those
// found by the strength of their tie. Of few, the closest are named, and whoever ever had several
// needs; more are counted, in a row without id, and those of them named who have one of the
// strongest ties. needs : how many they ever had. log_strength is null without contact.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
WITH me, x, CASE WHEN $words <> '' THEN [word IN split($words, ' ') | split(word, '/')] ELSE COLLECT {
       MATCH (x)<-[:OF]-(:Handle)-[:HAS]->(t:Term)
       WITH DISTINCT t.term AS term ORDER BY term
       RETURN [term, 'need', 'offer', 'title', 'skill', 'interest']
     } END AS words
WITH me, x, words, COLLECT {
       UNWIND words + [word IN split($common, ' ') | split(word, '/')] AS word
       UNWIND word[1..] AS place
       RETURN word[0] + ' ' + place
     } AS counting
CALL (me, x, words, counting) {
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
  CALL (words, counting, said, all) {
    WITH words, said, all
    WHERE none(code IN said WHERE code % 5 = 0)
    RETURN [code IN said |
             words[code / 5][0] + ' ' + ['need', 'offer', 'title', 'skill', 'interest'][code % 5]
           ] AS alike, all AS ids
    UNION ALL
    WITH counting, said, all
    WHERE any(code IN said WHERE code % 5 = 0)
    UNWIND all AS id
    MATCH (p:Person {net: $net, id: id})
    WITH id, COLLECT {
           MATCH (p)<-[:OF]-(:Handle)-[r:HAS]->(t:Term)
           WITH DISTINCT t.term + ' ' + r.origin AS word
           WHERE word IN counting
           RETURN word ORDER BY word
         } AS alike,
         COUNT { MATCH (p)<-[:OF]-(:Handle)<-[:PART]-(e:Event) WHERE e.kind = 'need' } AS needs
    WITH alike, CASE WHEN needs > 1 THEN id END AS alone, collect(id) AS ids
    RETURN alike, ids
  }
  WITH me, alike, [id IN ids WHERE id <> me.id AND id <> x.id] AS ids
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
  RETURN alike, size(ids) AS people, id, ls
  UNION ALL
  MATCH ()-[t:TIE]->()
  USING INDEX SEEK t:TIE(net, log_strength, contact_days, last_day, gap_count, sum_log_gap)
  WHERE t.net = $net AND t.log_strength > -1e9 AND t.contact_days > 0 AND t.last_day IS NOT NULL
    AND t.gap_count >= 0 AND t.sum_log_gap IS NOT NULL
  WITH me, x, counting, t ORDER BY t.net DESC, t.log_strength DESC LIMIT $strongest
  WITH me, x, counting, t WHERE t.a = me.id OR t.b = me.id
  WITH x, counting, t.log_strength AS ls,
       CASE WHEN t.a = me.id THEN endNode(t) ELSE startNode(t) END AS y
  WHERE y <> x AND EXISTS {
    MATCH (y)<-[:OF]-(:Handle)-[r:HAS]->(word:Term)
    WHERE word.term + ' ' + r.origin IN counting
  }
  RETURN NULL AS alike, NULL AS people, y.id AS id, ls
}
WITH counting, id, CASE WHEN id IS NULL THEN alike END AS counted, collect(alike)[0] AS alike,
     max(people) AS people, max(ls) AS ls
ORDER BY coalesce(ls, -1e9) DESC, id LIMIT $limit
OPTIONAL MATCH (y:Person {net: $net, id: id})
RETURN COLLECT {
         MATCH (y)<-[:OF]-(:Handle)-[r:HAS]->(t:Term)
         WITH DISTINCT t.term + ' ' + r.origin AS word
         WHERE word IN counting
         RETURN word ORDER BY word
       } AS shared, alike, people, id, y.name AS name,
       COUNT { MATCH (y)<-[:OF]-(:Handle)<-[:PART]-(e:Event) WHERE e.kind = 'need' } AS needs,
       ls AS log_strength
ORDER BY coalesce(ls, -1e9) DESC, id
