-- The file of the figure book: what publications say, and the codes that they use.
-- Amounts are whole currency units, exact to six decimals.

CREATE TABLE area (
    area      VARCHAR PRIMARY KEY,
    is_group  BOOLEAN NOT NULL
);

CREATE TABLE flow (
    flow      VARCHAR PRIMARY KEY,
    position  INTEGER NOT NULL UNIQUE
);

CREATE TABLE obs_status (
    status  VARCHAR PRIMARY KEY,
    name    VARCHAR NOT NULL
);

CREATE TABLE qualifier (
    qualifier  VARCHAR PRIMARY KEY
);

CREATE TABLE source (
    source         VARCHAR PRIMARY KEY,
    kind           VARCHAR NOT NULL CHECK (kind IN ('press', 'official')),
    publisher      VARCHAR,
    title          VARCHAR,
    published      VARCHAR NOT NULL CHECK (regexp_full_match(published, '\d{4}(-\d{2}(-\d{2})?)?')),
    language       VARCHAR NOT NULL CHECK (language IN ('en', 'vi', 'ru')),
    address        VARCHAR,
    file           VARCHAR,
    checksum       VARCHAR CHECK (regexp_full_match(checksum, '[0-9a-f]{64}')),
    statistics_of  VARCHAR[] NOT NULL,
    licence        VARCHAR,
    CHECK (address IS NOT NULL OR file IS NOT NULL),
    CHECK ((file IS NULL) = (checksum IS NULL))
);

-- One row: one printed number, or a growth reported without a level (number is null).
CREATE TABLE figure (
    figure       VARCHAR PRIMARY KEY,
    source       VARCHAR NOT NULL REFERENCES source (source),
    reporter     VARCHAR NOT NULL REFERENCES area (area),
    partner      VARCHAR NOT NULL REFERENCES area (area),
    flow         VARCHAR NOT NULL REFERENCES flow (flow),
    product      VARCHAR NOT NULL,
    freq         VARCHAR CHECK (freq IN ('A', 'Q', 'M', 'R')),
    period       VARCHAR,
    first_month  DATE,
    last_month   DATE,
    number       VARCHAR,
    number_high  VARCHAR,
    unit         VARCHAR,
    currency     VARCHAR NOT NULL,
    value        DECIMAL(38, 6),
    low          DECIMAL(38, 6),
    high         DECIMAL(38, 6),
    qualifier    VARCHAR NOT NULL REFERENCES qualifier (qualifier),
    status       VARCHAR NOT NULL REFERENCES obs_status (status),
    kind         VARCHAR NOT NULL CHECK (kind IN ('actual', 'target', 'forecast')),
    valuation    VARCHAR CHECK (valuation IN ('FOB', 'CIF')),
    printed      VARCHAR,
    place        VARCHAR NOT NULL,
    restates     VARCHAR REFERENCES figure (figure),
    note         VARCHAR,
    CHECK (reporter <> partner),
    CHECK ((number IS NULL) = (low IS NULL) AND (low IS NULL) = (high IS NULL)),
    CHECK (low <= high AND value BETWEEN low AND high),
    CHECK (flow = 'balance' OR low >= 0),
    CHECK ((period IS NULL) = (freq IS NULL)),
    CHECK ((period IS NULL) = (first_month IS NULL) AND (period IS NULL) = (last_month IS NULL)),
    CHECK (first_month <= last_month)
);

-- A publication prints a cell once; a coarser repetition names the figure it restates.
CREATE UNIQUE INDEX figure_cell ON figure (
    reporter, partner, flow, product, coalesce(period, ''), kind, source, coalesce(restates, '')
);

CREATE TABLE claim (
    claim        VARCHAR PRIMARY KEY,
    figure       VARCHAR NOT NULL REFERENCES figure (figure),
    kind         VARCHAR NOT NULL CHECK (kind IN
        ('percent', 'multiple', 'absolute', 'percentage_points', 'average_annual_percent')),
    direction    VARCHAR NOT NULL CHECK (direction IN ('up', 'down')),
    number       VARCHAR NOT NULL,
    number_high  VARCHAR,
    unit         VARCHAR,
    value        DECIMAL(38, 6),
    low          DECIMAL(38, 6) NOT NULL,
    high         DECIMAL(38, 6) NOT NULL,
    qualifier    VARCHAR NOT NULL REFERENCES qualifier (qualifier),
    base_period  VARCHAR,
    printed      VARCHAR NOT NULL,
    place        VARCHAR NOT NULL,
    note         VARCHAR,
    CHECK (low <= high AND value BETWEEN low AND high)
);

CREATE TABLE investment (
    investment  VARCHAR PRIMARY KEY,
    source      VARCHAR NOT NULL REFERENCES source (source),
    investor    VARCHAR NOT NULL REFERENCES area (area),
    host        VARCHAR NOT NULL REFERENCES area (area),
    as_of       VARCHAR,
    projects    INTEGER NOT NULL CHECK (projects >= 0),
    number      VARCHAR NOT NULL,
    unit        VARCHAR NOT NULL,
    currency    VARCHAR NOT NULL,
    value       DECIMAL(38, 6),
    low         DECIMAL(38, 6) NOT NULL,
    high        DECIMAL(38, 6) NOT NULL,
    qualifier   VARCHAR NOT NULL REFERENCES qualifier (qualifier),
    rank        INTEGER CHECK (rank > 0),
    ranked      INTEGER CHECK (ranked >= rank),
    printed     VARCHAR NOT NULL,
    place       VARCHAR NOT NULL,
    note        VARCHAR
);

CREATE TABLE event (
    event     VARCHAR PRIMARY KEY,
    source    VARCHAR NOT NULL REFERENCES source (source),
    reporter  VARCHAR NOT NULL REFERENCES area (area),
    partner   VARCHAR NOT NULL REFERENCES area (area),
    kind      VARCHAR NOT NULL CHECK (kind IN
        ('relations', 'mission', 'agreement', 'partnership', 'visit', 'committee')),
    begins    VARCHAR CHECK (regexp_full_match(begins, '\d{4}(-\d{2}(-\d{2})?)?')),
    ends      VARCHAR CHECK (regexp_full_match(ends, '\d{4}(-\d{2}(-\d{2})?)?')),
    place     VARCHAR NOT NULL,
    note      VARCHAR,
    CHECK (ends >= begins)
);

CREATE TABLE goods (
    source    VARCHAR NOT NULL REFERENCES source (source),
    reporter  VARCHAR NOT NULL REFERENCES area (area),
    partner   VARCHAR NOT NULL REFERENCES area (area),
    flow      VARCHAR NOT NULL CHECK (flow IN ('export', 'import')),
    position  INTEGER NOT NULL,
    goods     VARCHAR NOT NULL,
    place     VARCHAR NOT NULL,
    PRIMARY KEY (source, reporter, partner, flow, position)
);

-- What is said of the rows in each language of the book. `key` is the event, the goods, or for
-- `publisher` and `note` the source; a source without words is shown as it was printed.
CREATE TABLE word (
    language  VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL CHECK (kind IN ('event', 'goods', 'publisher', 'note')),
    key       VARCHAR NOT NULL,
    text      VARCHAR NOT NULL,
    PRIMARY KEY (language, kind, key)
);
