"""The table behind the cache alias `limits` (docs/decisions/0003-rate-limits.md), as DatabaseCache expects it, but unlogged."""

from django.db import migrations

CREATE = """
CREATE UNLOGGED TABLE accounts_limits (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_limits_by_expiry ON accounts_limits (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE accounts_limits")]
