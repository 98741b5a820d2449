-- What analytics reads of the book, over the attached files of an edition; in memory, made when it is
-- opened. The views over data sets stand in attached.py, since their number differs.

-- One row a cell and source: levels that happened or are forecast (status F), no targets.
-- is_sum tells what a publication states from what is added up of it; here nothing is.
-- `observation` is this and, with the same columns, the newest release of every data set.
CREATE VIEW printed_observation AS
SELECT reporter, partner, flow, product, freq, period, first_month, last_month, currency,
       value, low, high, qualifier, status, valuation, source, s.published AS release_date, figure,
       false AS is_sum, number NOT LIKE '%.%' AS is_whole
FROM figure JOIN book.source s USING (source)
WHERE figure.kind IN ('actual', 'forecast') AND low IS NOT NULL AND restates IS NULL;

-- Every claim with the figure it speaks of; level_low and level_high are null without a level.
CREATE VIEW reported_claim AS
SELECT claim, f.source, f.reporter, f.partner, f.flow, f.product, f.freq, f.period, c.base_period,
       c.kind, c.direction, c.value AS claimed, c.low AS claimed_low, c.high AS claimed_high,
       c.qualifier AS claimed_qualifier, c.printed AS claimed_printed, c.place, c.note,
       c.figure, f.kind AS figure_kind, f.first_month, f.last_month, f.currency, f.value AS level,
       f.low AS level_low, f.high AS level_high, f.qualifier AS level_qualifier,
       f.status AS level_status, f.printed AS level_printed, s.published AS release_date,
       c.number NOT LIKE '%.%' AS claimed_is_whole, f.number NOT LIKE '%.%' AS level_is_whole
FROM claim c JOIN figure f USING (figure) JOIN book.source s ON s.source = f.source;
