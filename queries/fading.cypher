// name: fading
// summary: Which ties of somebody fade, what is most at stake first?
// parameters: net = 'main' · person = an id · day = today, in whole days since 1970 · least = -1000000000.0, of the logarithm of the decayed sum · below = 1000000000.0, the same · days = 3 · intercept = 2.75 · silence = 0.5 · strength = -1.56 · stake = 0.0, less at stake than that is left out · limit = 20
// returns: id, name, strength, silent_days, usual_gap_days, lapse, at_stake, contact_days, last_day, log_strength, gap_count, sum_log_gap, gaps, sum_log_gaps
// intercept, silence and strength are those of the lapse formula, 60 days ahead: docs/science.md.
// A tie fades when it has been silent for longer than its usual gap and lapses more likely than not.
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
OPTIONAL MATCH (n:Network {net: $net})
CALL (p, n) {
  WITH p, n WHERE p.gaps_of = n.ties
  RETURN p.gap_count AS gaps, p.sum_log_gap AS logs
  UNION ALL
  WITH p, n WHERE p.gaps_of IS NULL OR n.ties IS NULL OR p.gaps_of <> n.ties
  MATCH (p)-[t:TIE]-()
  RETURN sum(t.gap_count) AS gaps, sum(t.sum_log_gap) AS logs
}
WITH p, sum(gaps) AS gaps, sum(logs) AS logs
WITH p, gaps, logs, CASE WHEN gaps > 0 THEN logs / gaps ELSE 0.0 END AS typical
MATCH (:Person)-[t:TIE]->(:Person)
USING INDEX SEEK t:TIE(net, log_strength, contact_days, last_day, gap_count, sum_log_gap)
WHERE t.net = $net AND t.log_strength >= toFloat($least) AND t.log_strength < toFloat($below)
  AND t.contact_days >= $days AND t.last_day <= toInteger($day) AND t.gap_count >= 0
  AND t.sum_log_gap IS NOT NULL
WITH p, gaps, logs, t, toInteger($day) - t.last_day AS silent,
     exp((t.sum_log_gap + 5 * typical) / (t.gap_count + 5)) AS usual,
     exp(t.log_strength - log(2.0) * toInteger($day) / 120.0) AS power
WHERE silent > usual
WITH p, gaps, logs, t, silent, usual, power,
     1 / (1 + exp(-($intercept + $silence * log(silent / 60.0 + 0.05) + $strength * log(1 + power)))) AS lapse
WHERE lapse > 0.4999999 AND lapse * power / (1 + power) >= $stake AND (t.a = p.id OR t.b = p.id)
WITH gaps, logs, t, silent, usual, power, lapse, lapse * power / (1 + power) AS at_stake,
     CASE WHEN t.a = p.id THEN endNode(t) ELSE startNode(t) END AS q
WHERE NOT q.unknown AND NOT q.owner
WITH gaps, logs, t, silent, usual, power, lapse, at_stake, q
ORDER BY at_stake DESC, q.id LIMIT $limit
RETURN q.id AS id, q.name AS name, 100 * power / (1 + power) AS strength, silent AS silent_days,
       usual AS usual_gap_days, lapse, at_stake, t.contact_days AS contact_days,
       t.last_day AS last_day, t.log_strength AS log_strength, t.gap_count AS gap_count,
       t.sum_log_gap AS sum_log_gap, gaps, logs AS sum_log_gaps
ORDER BY at_stake DESC, id
