// name: neighbourhood
// summary: Whom is somebody in contact with, the strongest tie first?
// param net: text = 'main', the network; netkit query gives its own
// param person: person, whose ties; me is you
// param day: day = today, the day of the strengths
// param few: whole = 1000, of so many ties all are looked at; of more the strongest are found by index
// param half_life: positive = netkit.ties.strength.HALF_LIFE_DAYS, days in which a contact loses half its say
// param limit: whole = 50, rows at most
// returns: id, name, strength, contact_days, last_day
// example: netkit query neighbourhood -p person=me
// plan: NodeUniqueIndexSeek
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
CALL (p) {
  WITH p WHERE COUNT { (p)-[:TIE]-() } <= $few
  MATCH (p)-[t:TIE]-(q)
  RETURN t, q
  UNION ALL
  WITH p WHERE COUNT { (p)-[:TIE]-() } > $few
  CALL (p) {
    MATCH ()-[s:TIE]->()
    USING INDEX SEEK s:TIE(net, log_strength, contact_days, last_day, gap_count, sum_log_gap)
    WHERE s.net = $net AND s.log_strength > -1e9 AND s.contact_days > 0 AND s.last_day IS NOT NULL
      AND s.gap_count >= 0 AND s.sum_log_gap IS NOT NULL AND (s.a = p.id OR s.b = p.id)
    WITH s ORDER BY s.net DESC, s.log_strength DESC LIMIT toInteger($limit)
    RETURN min(s.log_strength) AS least
  }
  CALL (p, least) {
    MATCH ()-[t:TIE]->()
    USING INDEX SEEK t:TIE(net, log_strength, contact_days, last_day, gap_count, sum_log_gap)
    WHERE t.net = $net AND t.log_strength >= least AND t.contact_days > 0
      AND t.last_day IS NOT NULL AND t.gap_count >= 0 AND t.sum_log_gap IS NOT NULL
      AND (t.a = p.id OR t.b = p.id)
    RETURN t, CASE WHEN t.a = p.id THEN endNode(t) ELSE startNode(t) END AS q
  }
  RETURN t, q
}
WITH t, q ORDER BY t.log_strength DESC, q.id LIMIT toInteger($limit)
RETURN q.id AS id, q.name AS name, exp(t.log_strength - log(2.0) * toInteger($day) / $half_life) AS strength,
       t.contact_days AS contact_days, t.last_day AS last_day
ORDER BY t.log_strength DESC, id
