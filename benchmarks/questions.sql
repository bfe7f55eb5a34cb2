-- The questions in SQL, as somebody who knows the file and DuckDB writes them: months only, nothing
-- empty but destinations that are not specified (ZZZ), residents and products always named. A table
-- that is needed twice is named once, since DuckDB then reads the file once. `flows` is a view of it.

-- total by zone
SELECT zone, substr(period, 1, 4) AS period, sum(value) AS total
FROM flows GROUP BY ALL ORDER BY zone, period;

-- total by zone and quarter
SELECT zone,
  substr(period, 1, 4) || '-Q' || (substr(period, 6, 2)::INT + 2) // 3 AS period,
  sum(value) AS total
FROM flows GROUP BY ALL ORDER BY zone, period;

-- growth by zone
WITH cells AS (
  SELECT zone, substr(period, 1, 4) AS period, sum(value) AS total FROM flows GROUP BY ALL
),
years AS (SELECT *, period::INT AS year FROM cells)
SELECT now.zone, now.period, now.total, before.total AS previous,
  CASE WHEN before.total > 0 THEN now.total / before.total - 1 END AS growth
FROM years AS now
LEFT JOIN years AS before ON before.zone = now.zone AND before.year = now.year - 1
ORDER BY now.zone, now.period;

-- cumulative by destination
WITH cells AS (
  SELECT destination, substr(period, 1, 4) AS period, sum(value) AS total
  FROM flows GROUP BY ALL
),
began AS (SELECT destination, min(period) AS start FROM cells GROUP BY ALL),
years AS (SELECT DISTINCT period FROM cells)
SELECT destination, period, total,
  sum(coalesce(total, 0)) OVER (PARTITION BY destination ORDER BY period) AS cumulative
FROM began JOIN years ON period >= start LEFT JOIN cells USING (destination, period)
ORDER BY destination, period;

-- share of product by zone
WITH cells AS (
  SELECT zone, substr(period, 1, 4) AS period, product, sum(value) AS total
  FROM flows GROUP BY ALL
),
whole AS (SELECT zone, period, sum(total) AS whole FROM cells GROUP BY ALL)
SELECT zone, period, product, total, total / nullif(whole, 0) AS share
FROM cells JOIN whole USING (zone, period) ORDER BY zone, period, product;

-- contribution of destination by zone
WITH sums AS (
  SELECT zone, destination, substr(period, 1, 4) AS period, sum(value) AS total
  FROM flows GROUP BY ALL
),
cells AS (SELECT zone, destination, period::INT AS year, total FROM sums),
whole AS (SELECT zone, year, sum(total) AS total FROM cells GROUP BY ALL),
compared AS (
  SELECT coalesce(now.zone, before.zone) AS zone,
    coalesce(now.destination, before.destination) AS destination,
    coalesce(now.year, before.year + 1) AS year, now.total, before.total AS previous
  FROM cells AS now FULL JOIN cells AS before
  ON now.zone = before.zone AND now.destination = before.destination
    AND now.year = before.year + 1
)
SELECT zone, year::VARCHAR AS period, destination, compared.total, previous,
  (coalesce(compared.total, 0) - coalesce(previous, 0)) / nullif(before.total, 0) AS contribution
FROM compared
JOIN (SELECT zone, year FROM whole) USING (zone, year)
LEFT JOIN (SELECT zone, year + 1 AS year, total FROM whole) AS before USING (zone, year)
ORDER BY zone, year, destination;

-- the ten largest products by zone
WITH cells AS (
  SELECT zone, substr(period, 1, 4) AS period, product, sum(value) AS total
  FROM flows GROUP BY ALL
),
placed AS (
  SELECT *, sum(total) OVER (PARTITION BY zone, period) AS whole,
    row_number() OVER (PARTITION BY zone, period ORDER BY total DESC, product) AS place
  FROM cells
)
SELECT zone, period, CASE WHEN place <= 10 THEN product END AS product, count(*) AS members,
  sum(total) AS total, sum(total) / nullif(any_value(whole), 0) AS share,
  CASE WHEN place <= 10 THEN place END AS rank
FROM placed GROUP BY zone, period, 3, 7 ORDER BY zone, period, rank NULLS LAST;

-- count of destinations by zone
SELECT zone, substr(period, 1, 4) AS period, count(DISTINCT destination) AS count
FROM flows WHERE value > 0 AND destination <> 'ZZZ' GROUP BY ALL ORDER BY zone, period;

-- first exports to destinations by zone
WITH sellers AS (
  SELECT zone, destination, resident, substr(period, 1, 4) AS period, sum(value) AS total
  FROM flows GROUP BY ALL
),
cells AS (
  SELECT zone, destination, period::INT AS year, sum(total) AS value,
    first(resident ORDER BY total DESC, resident) AS resident
  FROM sellers GROUP BY ALL
),
years AS (
  SELECT zone, year, lag(year) OVER (PARTITION BY zone ORDER BY year) AS last
  FROM (SELECT DISTINCT zone, year FROM cells)
),
sold AS (
  SELECT *, lag(year) OVER (PARTITION BY zone, destination ORDER BY year) AS before
  FROM cells WHERE value > 0 AND destination <> 'ZZZ'
)
SELECT zone, year::VARCHAR AS period, destination, value, resident,
  CASE WHEN before IS NOT NULL THEN 'returning' WHEN last = year - 1 THEN 'first'
    ELSE 'censored' END AS status
FROM sold JOIN years USING (zone, year)
WHERE before IS NULL OR before < last
ORDER BY zone, year, destination;

-- zones relative to all
WITH cells AS (
  SELECT zone, substr(period, 1, 4) AS period, sum(value) AS total FROM flows GROUP BY ALL
),
base AS (SELECT period, sum(total) AS base FROM cells GROUP BY ALL)
SELECT zone, period, total, base, total / nullif(base, 0) AS ratio
FROM cells JOIN base USING (period) ORDER BY zone, period;

-- concentration on products by zone
WITH cells AS (
  SELECT zone, substr(period, 1, 4) AS period, product, sum(value) AS total
  FROM flows GROUP BY ALL
)
SELECT zone, period, sum(total) AS total, 1.0 AS coverage,
  count(*) FILTER (total > 0) AS lines,
  CASE WHEN lines > 1 THEN sum(total * total) / sum(total) ** 2 END AS hhi
FROM cells GROUP BY zone, period ORDER BY zone, period;

-- comparative advantage in products by zone
WITH cells AS (
  SELECT zone, substr(period, 1, 4) AS period, product, sum(value) AS total
  FROM flows GROUP BY ALL
),
zones AS (SELECT zone, period, sum(total) AS whole FROM cells GROUP BY ALL),
world AS (SELECT period, product, sum(total) AS sold FROM cells GROUP BY ALL),
years AS (SELECT period, sum(sold) AS all_sold FROM world GROUP BY ALL)
SELECT zone, period, product, total, total / nullif(whole, 0) AS share,
  sold / nullif(all_sold, 0) AS base, share / nullif(base, 0) AS rca
FROM cells JOIN zones USING (zone, period) JOIN world USING (period, product)
  JOIN years USING (period)
ORDER BY zone, period, product;

-- margins of residents by zone
WITH sums AS (
  SELECT zone, resident, substr(period, 1, 4) AS period, sum(value) AS total
  FROM flows GROUP BY ALL
),
cells AS (SELECT zone, resident, period::INT AS year, total FROM sums),
years AS (SELECT zone, year, sum(total) AS whole FROM cells GROUP BY ALL),
began AS (SELECT zone, resident, min(year) AS start FROM cells WHERE total > 0 GROUP BY ALL),
compared AS (
  SELECT coalesce(now.zone, before.zone) AS zone,
    coalesce(now.resident, before.resident) AS resident,
    coalesce(now.year, before.year + 1) AS year,
    coalesce(now.total, 0) AS total, coalesce(before.total, 0) AS previous
  FROM cells AS now FULL JOIN cells AS before
  ON now.zone = before.zone AND now.resident = before.resident AND now.year = before.year + 1
)
SELECT zone, year::VARCHAR AS period, 'resident' AS level,
  CASE WHEN total > 0 AND previous > 0 THEN 'continuing'
    WHEN total > 0 AND start = year THEN 'entering'
    WHEN total > 0 THEN 'returning'
    WHEN previous > 0 THEN 'leaving' ELSE 'below' END AS margin,
  count(*) AS members, sum(total) AS total, sum(previous) AS previous,
  sum(total) - sum(previous) AS change,
  (sum(total) - sum(previous)) / nullif(any_value(before.whole), 0) AS contribution
FROM compared LEFT JOIN began USING (zone, resident)
JOIN (SELECT zone, year FROM years) USING (zone, year)
JOIN (SELECT zone, year + 1 AS year, whole FROM years) AS before USING (zone, year)
GROUP BY zone, year, margin
ORDER BY zone, year, CASE margin WHEN 'continuing' THEN 0 WHEN 'entering' THEN 1
  WHEN 'returning' THEN 2 WHEN 'leaving' THEN 3 ELSE 4 END;
