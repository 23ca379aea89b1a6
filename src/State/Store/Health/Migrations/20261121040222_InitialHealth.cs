using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Health.Migrations
{
    /// <inheritdoc />
    public partial class InitialHealth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "probe_rollups",
                columns: table => new
                {
                    resolution = table.Column<int>(type: "INTEGER", nullable: false),
                    bucket_start = table.Column<long>(type: "INTEGER", nullable: false),
                    backend_key = table.Column<long>(type: "INTEGER", nullable: false),
                    checks = table.Column<long>(type: "INTEGER", nullable: false),
                    passed = table.Column<long>(type: "INTEGER", nullable: false),
                    latency_sum_us = table.Column<long>(type: "INTEGER", nullable: false),
                    latency_max_us = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_probe_rollups", x => new { x.resolution, x.bucket_start, x.backend_key });
                });

            migrationBuilder.CreateTable(
                name: "probed_backends",
                columns: table => new
                {
                    key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    backend_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    pool = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    removed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_probed_backends", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "backend_health",
                columns: table => new
                {
                    backend_key = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: true),
                    contradictions = table.Column<int>(type: "INTEGER", nullable: false),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    latency_us = table.Column<long>(type: "INTEGER", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backend_health", x => x.backend_key);
                    table.ForeignKey(
                        name: "FK_backend_health_probed_backends_backend_key",
                        column: x => x.backend_key,
                        principalTable: "probed_backends",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "probes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    backend_key = table.Column<long>(type: "INTEGER", nullable: false),
                    checked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    latency_us = table.Column<long>(type: "INTEGER", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_probes", x => x.id);
                    table.ForeignKey(
                        name: "FK_probes_probed_backends_backend_key",
                        column: x => x.backend_key,
                        principalTable: "probed_backends",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transitions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    backend_key = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    from_status = table.Column<string>(type: "TEXT", nullable: false),
                    to_status = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    latency_us = table.Column<long>(type: "INTEGER", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transitions", x => x.id);
                    table.ForeignKey(
                        name: "FK_transitions_probed_backends_backend_key",
                        column: x => x.backend_key,
                        principalTable: "probed_backends",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_probed_backends_backend_id",
                table: "probed_backends",
                column: "backend_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_probes_backend_key_checked_at",
                table: "probes",
                columns: new[] { "backend_key", "checked_at" });

            migrationBuilder.CreateIndex(
                name: "IX_probes_checked_at",
                table: "probes",
                column: "checked_at");

            migrationBuilder.CreateIndex(
                name: "IX_transitions_backend_key_at",
                table: "transitions",
                columns: new[] { "backend_key", "at" });

            foreach (var view in HealthViews.Create)
            {
                migrationBuilder.Sql(view);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var view in HealthViews.Drop)
            {
                migrationBuilder.Sql(view);
            }

            migrationBuilder.DropTable(
                name: "backend_health");

            migrationBuilder.DropTable(
                name: "probe_rollups");

            migrationBuilder.DropTable(
                name: "probes");

            migrationBuilder.DropTable(
                name: "transitions");

            migrationBuilder.DropTable(
                name: "probed_backends");
        }
    }
}
