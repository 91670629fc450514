"""A backup: one file with everything that is in a store, for either kind of database.

It is a ZIP that anybody can open without the product:

- `tables/NAME.jsonl`: the rows of each table by their key, one JSON object on a line. Moments are
  in UTC; a column that holds a file has the SHA-256 of that file in its place.
- `files/SHA256`: those files, byte for byte.
- `manifest.json`, written last: what made it and when, the version of the schema, revision and end
  of the audit trail, and for each table its columns, number of rows and SHA-256.

Left out is when sessions were last used: that is neither fact nor event, and without it everybody
signs in anew after a restore, also whoever was signed out since the backup.
"""
