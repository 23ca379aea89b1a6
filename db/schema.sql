-- Generated from the migrations, for reading. Regenerate:
-- LB_UPDATE_SCHEMA=1 dotnet test tests/State.Tests --filter SchemaTests

-- config.db (written by ControlPlane)

CREATE TABLE "backends" (
    "id" TEXT NOT NULL CONSTRAINT "PK_backends" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "pool_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "administrative_state" TEXT NOT NULL,
    "created_revision" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "tier" INTEGER NOT NULL DEFAULT 0, "weight" INTEGER NOT NULL DEFAULT 100, "probe" TEXT NOT NULL DEFAULT '{}', "drain" TEXT NULL, "zone" TEXT NULL,
    CONSTRAINT "FK_backends_pools_pool_id" FOREIGN KEY ("pool_id") REFERENCES "pools" ("id") ON DELETE RESTRICT
);

CREATE TABLE "changes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_changes" PRIMARY KEY AUTOINCREMENT,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "before" TEXT NULL,
    "after" TEXT NULL,
    CONSTRAINT "FK_changes_revisions_revision" FOREIGN KEY ("revision") REFERENCES "revisions" ("number") ON DELETE CASCADE
);

CREATE TABLE "pools" (
    "id" TEXT NOT NULL CONSTRAINT "PK_pools" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "created_revision" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "transport" TEXT NOT NULL DEFAULT '{}', "balancing" TEXT NOT NULL DEFAULT '{}', "resilience" TEXT NOT NULL DEFAULT '{}', "probe" TEXT NOT NULL DEFAULT '{}', "affinity" TEXT NOT NULL DEFAULT '{}', "drain_timeout_ms" INTEGER NOT NULL DEFAULT 30000);

CREATE TABLE "revisions" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_revisions" PRIMARY KEY,
    "committed_at" TEXT NOT NULL,
    "actor" TEXT NOT NULL
);

CREATE TABLE "routes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_routes" PRIMARY KEY,
    "action" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "created_revision" INTEGER NOT NULL,
    "limits" TEXT NOT NULL,
    "match" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pool_id" TEXT NULL,
    "priority" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "FK_routes_pools_pool_id" FOREIGN KEY ("pool_id") REFERENCES "pools" ("id") ON DELETE RESTRICT
);

CREATE TABLE "store" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_store" PRIMARY KEY,
    "store_id" TEXT NOT NULL,
    "settings_revision" INTEGER NOT NULL,
    "addresses" TEXT NOT NULL DEFAULT '{}', "probe" TEXT NOT NULL DEFAULT '{}', "affinity_keys" TEXT NOT NULL DEFAULT '{}');

CREATE UNIQUE INDEX "IX_backends_name" ON "backends" ("name");

CREATE UNIQUE INDEX "IX_backends_pool_id_url" ON "backends" ("pool_id", "url");

CREATE INDEX "IX_changes_resource_id" ON "changes" ("resource_id");

CREATE INDEX "IX_changes_revision" ON "changes" ("revision");

CREATE UNIQUE INDEX "IX_pools_name" ON "pools" ("name");

CREATE UNIQUE INDEX "IX_routes_name" ON "routes" ("name");

CREATE INDEX "IX_routes_pool_id" ON "routes" ("pool_id");

-- health.db (written by Poller)

CREATE TABLE "backend_health" (
    "backend_key" INTEGER NOT NULL CONSTRAINT "PK_backend_health" PRIMARY KEY,
    "status" TEXT NOT NULL,
    "since" INTEGER NULL,
    "contradictions" INTEGER NOT NULL,
    "checked_at" INTEGER NULL,
    "outcome" TEXT NULL,
    "status_code" INTEGER NULL,
    "latency_us" INTEGER NULL,
    "detail" TEXT NULL,
    CONSTRAINT "FK_backend_health_probed_backends_backend_key" FOREIGN KEY ("backend_key") REFERENCES "probed_backends" ("key") ON DELETE CASCADE
);

CREATE TABLE "probe_rollups" (
    "resolution" INTEGER NOT NULL,
    "bucket_start" INTEGER NOT NULL,
    "backend_key" INTEGER NOT NULL,
    "checks" INTEGER NOT NULL,
    "passed" INTEGER NOT NULL,
    "latency_sum_us" INTEGER NOT NULL,
    "latency_max_us" INTEGER NOT NULL,
    CONSTRAINT "PK_probe_rollups" PRIMARY KEY ("resolution", "bucket_start", "backend_key")
);

CREATE TABLE "probed_backends" (
    "key" INTEGER NOT NULL CONSTRAINT "PK_probed_backends" PRIMARY KEY AUTOINCREMENT,
    "backend_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "removed_at" INTEGER NULL
);

CREATE TABLE "probes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_probes" PRIMARY KEY AUTOINCREMENT,
    "backend_key" INTEGER NOT NULL,
    "checked_at" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "status_code" INTEGER NULL,
    "latency_us" INTEGER NOT NULL,
    "detail" TEXT NULL,
    CONSTRAINT "FK_probes_probed_backends_backend_key" FOREIGN KEY ("backend_key") REFERENCES "probed_backends" ("key") ON DELETE CASCADE
);

CREATE TABLE "transitions" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_transitions" PRIMARY KEY AUTOINCREMENT,
    "backend_key" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "status_code" INTEGER NULL,
    "latency_us" INTEGER NOT NULL,
    "detail" TEXT NULL,
    CONSTRAINT "FK_transitions_probed_backends_backend_key" FOREIGN KEY ("backend_key") REFERENCES "probed_backends" ("key") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_probed_backends_backend_id" ON "probed_backends" ("backend_id");

CREATE INDEX "IX_probes_backend_key_checked_at" ON "probes" ("backend_key", "checked_at");

CREATE INDEX IX_probes_checked_at_text ON probes (strftime('%Y-%m-%dT%H:%M:%S', checked_at / 1000, 'unixepoch') || printf('.%03dZ', checked_at % 1000))
;

CREATE INDEX "IX_transitions_backend_key_at" ON "transitions" ("backend_key", "at");

CREATE VIEW health_history AS
SELECT strftime('%Y-%m-%dT%H:%M:%S', p.checked_at / 1000, 'unixepoch') || printf('.%03dZ', p.checked_at % 1000) AS checked_at,
       b.name AS backend,
       b.pool AS pool,
       p.outcome AS outcome,
       p.status_code AS status_code,
       p.latency_us / 1000.0 AS latency_ms,
       p.detail AS detail
FROM probes p JOIN probed_backends b ON b.key = p.backend_key;

CREATE VIEW health_now AS
SELECT b.name AS backend,
       b.pool AS pool,
       b.url AS url,
       h.status AS status,
       strftime('%Y-%m-%dT%H:%M:%fZ', h.since / 1000.0, 'unixepoch') AS since,
       strftime('%Y-%m-%dT%H:%M:%fZ', h.checked_at / 1000.0, 'unixepoch') AS checked_at,
       h.outcome AS outcome,
       h.status_code AS status_code,
       h.latency_us / 1000.0 AS latency_ms,
       h.detail AS detail
FROM backend_health h JOIN probed_backends b ON b.key = h.backend_key
WHERE b.removed_at IS NULL;

CREATE VIEW health_transitions AS
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', t.at / 1000.0, 'unixepoch') AS at,
       b.name AS backend,
       b.pool AS pool,
       t.from_status AS from_status,
       t.to_status AS to_status,
       t.outcome AS outcome,
       t.status_code AS status_code,
       t.latency_us / 1000.0 AS latency_ms,
       t.detail AS detail
FROM transitions t JOIN probed_backends b ON b.key = t.backend_key;

CREATE VIEW uptime AS
SELECT strftime('%Y-%m-%d', r.bucket_start / 1000, 'unixepoch') AS day,
       b.name AS backend,
       b.pool AS pool,
       r.checks AS checks,
       r.passed AS passed,
       round(100.0 * r.passed / r.checks, 3) AS uptime_percent,
       round(r.latency_sum_us / 1000.0 / r.checks, 3) AS latency_mean_ms,
       r.latency_max_us / 1000.0 AS latency_max_ms
FROM probe_rollups r JOIN probed_backends b ON b.key = r.backend_key
WHERE r.resolution = 86400;

-- traffic.db (written by ControlPlane)

CREATE TABLE "traffic_backends" (
    "key" INTEGER NOT NULL CONSTRAINT "PK_traffic_backends" PRIMARY KEY AUTOINCREMENT,
    "backend_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "pool" TEXT NOT NULL
);

CREATE TABLE "traffic_baselines" (
    "node_id" TEXT NOT NULL,
    "backend_id" TEXT NOT NULL,
    "epoch" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "reported_at" INTEGER NOT NULL,
    "counts" TEXT NOT NULL,
    CONSTRAINT "PK_traffic_baselines" PRIMARY KEY ("node_id", "backend_id")
);

CREATE TABLE "traffic_rollups" (
    "resolution" INTEGER NOT NULL,
    "bucket_start" INTEGER NOT NULL,
    "backend_key" INTEGER NOT NULL,
    "answers_1xx" INTEGER NOT NULL,
    "answers_2xx" INTEGER NOT NULL,
    "answers_3xx" INTEGER NOT NULL,
    "answers_4xx" INTEGER NOT NULL,
    "answers_5xx" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "timeout" INTEGER NOT NULL,
    "dns" INTEGER NOT NULL,
    "tls" INTEGER NOT NULL,
    "reset" INTEGER NOT NULL,
    "protocol" INTEGER NOT NULL,
    "cancelled" INTEGER NOT NULL,
    "error" INTEGER NOT NULL,
    "retries" INTEGER NOT NULL,
    "ejected_unreachable" INTEGER NOT NULL,
    "ejected_outlier" INTEGER NOT NULL,
    "latency_sum_us" INTEGER NOT NULL,
    "latency_p50_us" INTEGER NULL,
    "latency_p95_us" INTEGER NULL,
    "latency_p99_us" INTEGER NULL,
    "latencies" TEXT NOT NULL,
    CONSTRAINT "PK_traffic_rollups" PRIMARY KEY ("resolution", "bucket_start", "backend_key")
);

CREATE UNIQUE INDEX "IX_traffic_backends_backend_id" ON "traffic_backends" ("backend_id");

CREATE INDEX "IX_traffic_rollups_backend_key_resolution_bucket_start" ON "traffic_rollups" ("backend_key", "resolution", "bucket_start");

CREATE VIEW traffic_hours AS
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', r.bucket_start / 1000, 'unixepoch') AS at,
       b.name AS backend,
       b.pool AS pool,
       r.answers_1xx + r.answers_2xx + r.answers_3xx + r.answers_4xx + r.answers_5xx
         + r.refused + r.timeout + r.dns + r.tls + r.reset + r.protocol + r.error + r.cancelled AS requests,
       r.answers_5xx
         + r.refused + r.timeout + r.dns + r.tls + r.reset + r.protocol + r.error AS errors,
       r.answers_1xx AS answers_1xx,
       r.answers_2xx AS answers_2xx,
       r.answers_3xx AS answers_3xx,
       r.answers_4xx AS answers_4xx,
       r.answers_5xx AS answers_5xx,
       r.refused AS refused,
       r.timeout AS timeout,
       r.dns AS dns,
       r.tls AS tls,
       r.reset AS reset,
       r.protocol AS protocol,
       r.error AS error,
       r.cancelled AS cancelled,
       r.retries AS retries,
       r.ejected_unreachable + r.ejected_outlier AS ejections,
       r.latency_p50_us / 1000.0 AS latency_p50_ms,
       r.latency_p95_us / 1000.0 AS latency_p95_ms,
       r.latency_p99_us / 1000.0 AS latency_p99_ms
FROM traffic_rollups r JOIN traffic_backends b ON b.key = r.backend_key
WHERE r.resolution = 3600;

CREATE VIEW traffic_minutes AS
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', r.bucket_start / 1000, 'unixepoch') AS at,
       b.name AS backend,
       b.pool AS pool,
       r.answers_1xx + r.answers_2xx + r.answers_3xx + r.answers_4xx + r.answers_5xx
         + r.refused + r.timeout + r.dns + r.tls + r.reset + r.protocol + r.error + r.cancelled AS requests,
       r.answers_5xx
         + r.refused + r.timeout + r.dns + r.tls + r.reset + r.protocol + r.error AS errors,
       r.answers_1xx AS answers_1xx,
       r.answers_2xx AS answers_2xx,
       r.answers_3xx AS answers_3xx,
       r.answers_4xx AS answers_4xx,
       r.answers_5xx AS answers_5xx,
       r.refused AS refused,
       r.timeout AS timeout,
       r.dns AS dns,
       r.tls AS tls,
       r.reset AS reset,
       r.protocol AS protocol,
       r.error AS error,
       r.cancelled AS cancelled,
       r.retries AS retries,
       r.ejected_unreachable + r.ejected_outlier AS ejections,
       r.latency_p50_us / 1000.0 AS latency_p50_ms,
       r.latency_p95_us / 1000.0 AS latency_p95_ms,
       r.latency_p99_us / 1000.0 AS latency_p99_ms
FROM traffic_rollups r JOIN traffic_backends b ON b.key = r.backend_key
WHERE r.resolution = 60;
