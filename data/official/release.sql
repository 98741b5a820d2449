-- The file of a data set: figures by how far they are broken down, each table sorted by reporter,
-- partner, product, flow, freq, first month. Text is plain VARCHAR: an ENUM would have to be cast in
-- the view `observation`, and the cast stops the pruning of row groups.
-- A figure stands in one table only. `is_rolled_up` tells what is added up of finer goods.

CREATE TABLE all_goods (
    reporter      VARCHAR NOT NULL,
    partner       VARCHAR NOT NULL,
    product       VARCHAR NOT NULL,
    flow          VARCHAR NOT NULL,
    freq          VARCHAR NOT NULL,
    period        VARCHAR NOT NULL,
    first_month   DATE NOT NULL,
    last_month    DATE NOT NULL,
    currency      VARCHAR NOT NULL,
    value         DECIMAL(38, 6),
    low           DECIMAL(38, 6) NOT NULL,
    high          DECIMAL(38, 6) NOT NULL,
    status        VARCHAR NOT NULL,
    valuation     VARCHAR,
    origin        VARCHAR,
    origin_row    BIGINT,
    is_rolled_up  BOOLEAN NOT NULL
);

CREATE TABLE hs2 AS FROM all_goods;
CREATE TABLE detail AS FROM all_goods;

-- `times` rows were rejected as this one says: 1, but where a lake names only the first of a kind.
CREATE TABLE quarantine (
    origin      VARCHAR,
    origin_row  BIGINT,
    kind        VARCHAR NOT NULL,
    reason      VARCHAR NOT NULL,
    content     VARCHAR,
    times       BIGINT NOT NULL
);

-- What is doubtful, and stays among the figures; the first of each kind, release.warnings counts all.
CREATE TABLE warning (
    kind      VARCHAR NOT NULL,
    reporter  VARCHAR NOT NULL,
    partner   VARCHAR NOT NULL,
    flow      VARCHAR NOT NULL,
    product   VARCHAR NOT NULL,
    period    VARCHAR NOT NULL,
    currency  VARCHAR NOT NULL,
    low       DECIMAL(38, 6) NOT NULL,
    high      DECIMAL(38, 6) NOT NULL,
    other     VARCHAR NOT NULL,
    other_low   DECIMAL(38, 6) NOT NULL,
    other_high  DECIMAL(38, 6) NOT NULL
);

-- Who trades with whom, and of what: what pages offer to choose from, without reading the figures.
CREATE TABLE trade (
    reporter   VARCHAR NOT NULL,
    partner    VARCHAR NOT NULL,
    freq       VARCHAR NOT NULL,
    all_goods  BIGINT NOT NULL,
    figures    BIGINT NOT NULL
);

CREATE TABLE product (
    product  VARCHAR NOT NULL,
    figures  BIGINT NOT NULL
);

CREATE TABLE period (
    freq    VARCHAR NOT NULL,
    period  VARCHAR NOT NULL,
    figures BIGINT NOT NULL
);

-- One row.
CREATE TABLE release (
    source          VARCHAR NOT NULL,
    release         VARCHAR NOT NULL,
    publisher       VARCHAR NOT NULL,
    title           VARCHAR NOT NULL,
    published       VARCHAR NOT NULL,
    checksum        VARCHAR NOT NULL,
    language        VARCHAR NOT NULL,
    address         VARCHAR,
    file            VARCHAR,
    licence         VARCHAR,
    citation        VARCHAR,
    currency        VARCHAR,
    unit            VARCHAR,
    last_digit      VARCHAR,
    exports_valued  VARCHAR,
    imports_valued  VARCHAR,
    statistics_of   VARCHAR[] NOT NULL,
    mapping         VARCHAR NOT NULL,
    retrieved_at    TIMESTAMP NOT NULL,
    figures         BIGINT NOT NULL,
    rolled_up       BIGINT NOT NULL,
    rejected        BIGINT NOT NULL,
    warnings        BIGINT NOT NULL,
    oldest          VARCHAR,
    newest          VARCHAR
);
