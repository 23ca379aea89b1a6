using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Traffic.Migrations
{
    /// <inheritdoc />
    public partial class InitialTraffic : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "traffic_backends",
                columns: table => new
                {
                    key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    backend_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    pool = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_traffic_backends", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "traffic_baselines",
                columns: table => new
                {
                    node_id = table.Column<string>(type: "TEXT", nullable: false),
                    backend_id = table.Column<string>(type: "TEXT", nullable: false),
                    epoch = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    counts = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_traffic_baselines", x => new { x.node_id, x.backend_id });
                });

            migrationBuilder.CreateTable(
                name: "traffic_rollups",
                columns: table => new
                {
                    resolution = table.Column<int>(type: "INTEGER", nullable: false),
                    bucket_start = table.Column<long>(type: "INTEGER", nullable: false),
                    backend_key = table.Column<long>(type: "INTEGER", nullable: false),
                    answers_1xx = table.Column<long>(type: "INTEGER", nullable: false),
                    answers_2xx = table.Column<long>(type: "INTEGER", nullable: false),
                    answers_3xx = table.Column<long>(type: "INTEGER", nullable: false),
                    answers_4xx = table.Column<long>(type: "INTEGER", nullable: false),
                    answers_5xx = table.Column<long>(type: "INTEGER", nullable: false),
                    refused = table.Column<long>(type: "INTEGER", nullable: false),
                    timeout = table.Column<long>(type: "INTEGER", nullable: false),
                    dns = table.Column<long>(type: "INTEGER", nullable: false),
                    tls = table.Column<long>(type: "INTEGER", nullable: false),
                    reset = table.Column<long>(type: "INTEGER", nullable: false),
                    protocol = table.Column<long>(type: "INTEGER", nullable: false),
                    cancelled = table.Column<long>(type: "INTEGER", nullable: false),
                    error = table.Column<long>(type: "INTEGER", nullable: false),
                    retries = table.Column<long>(type: "INTEGER", nullable: false),
                    ejected_unreachable = table.Column<long>(type: "INTEGER", nullable: false),
                    ejected_outlier = table.Column<long>(type: "INTEGER", nullable: false),
                    latency_sum_us = table.Column<long>(type: "INTEGER", nullable: false),
                    latency_p50_us = table.Column<long>(type: "INTEGER", nullable: true),
                    latency_p95_us = table.Column<long>(type: "INTEGER", nullable: true),
                    latency_p99_us = table.Column<long>(type: "INTEGER", nullable: true),
                    latencies = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_traffic_rollups", x => new { x.resolution, x.bucket_start, x.backend_key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_traffic_backends_backend_id",
                table: "traffic_backends",
                column: "backend_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_traffic_rollups_backend_key_resolution_bucket_start",
                table: "traffic_rollups",
                columns: new[] { "backend_key", "resolution", "bucket_start" });

            foreach (var view in TrafficViews.Create)
            {
                migrationBuilder.Sql(view);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var view in TrafficViews.Drop)
            {
                migrationBuilder.Sql(view);
            }

            migrationBuilder.DropTable(
                name: "traffic_backends");

            migrationBuilder.DropTable(
                name: "traffic_baselines");

            migrationBuilder.DropTable(
                name: "traffic_rollups");
        }
    }
}
