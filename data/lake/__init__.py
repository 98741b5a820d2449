"""A lake: figures in Parquet files of any number, asked where they lie, by one text of SQL."""
