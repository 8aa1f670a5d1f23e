"""The Spark engine: the same functions over a cluster, Parquet in between. Needs the extra `spark`; loading needs no Spark.

inputs ──reading──▶ DIR/documents, claims, items ──settling──▶ DIR/propositions, findings
                         └────────loading────────▶ ledger
"""
