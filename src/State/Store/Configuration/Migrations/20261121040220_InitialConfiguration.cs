using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class InitialConfiguration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "pools",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_revision = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false),
                    probe_expected_status = table.Column<string>(type: "TEXT", nullable: true),
                    probe_fast_interval_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    probe_healthy_threshold = table.Column<int>(type: "INTEGER", nullable: true),
                    probe_interval_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    probe_path = table.Column<string>(type: "TEXT", nullable: true),
                    probe_timeout_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    probe_unhealthy_threshold = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pools", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    committed_at = table.Column<string>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revisions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "store",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    settings_revision = table.Column<long>(type: "INTEGER", nullable: false),
                    probe_expected_status = table.Column<string>(type: "TEXT", nullable: false),
                    probe_fast_interval_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    probe_healthy_threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    probe_interval_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    probe_path = table.Column<string>(type: "TEXT", nullable: false),
                    probe_timeout_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    probe_unhealthy_threshold = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backends",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    pool_id = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    administrative_state = table.Column<string>(type: "TEXT", nullable: false),
                    created_revision = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false),
                    probe_expected_status = table.Column<string>(type: "TEXT", nullable: true),
                    probe_fast_interval_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    probe_healthy_threshold = table.Column<int>(type: "INTEGER", nullable: true),
                    probe_interval_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    probe_path = table.Column<string>(type: "TEXT", nullable: true),
                    probe_timeout_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    probe_unhealthy_threshold = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backends", x => x.id);
                    table.ForeignKey(
                        name: "FK_backends_pools_pool_id",
                        column: x => x.pool_id,
                        principalTable: "pools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "routes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    pool_id = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: true),
                    path_prefix = table.Column<string>(type: "TEXT", nullable: false),
                    created_revision = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_routes", x => x.id);
                    table.ForeignKey(
                        name: "FK_routes_pools_pool_id",
                        column: x => x.pool_id,
                        principalTable: "pools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    resource_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_changes", x => x.id);
                    table.ForeignKey(
                        name: "FK_changes_revisions_revision",
                        column: x => x.revision,
                        principalTable: "revisions",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_backends_name",
                table: "backends",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_backends_pool_id_url",
                table: "backends",
                columns: new[] { "pool_id", "url" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_changes_resource_id",
                table: "changes",
                column: "resource_id");

            migrationBuilder.CreateIndex(
                name: "IX_changes_revision",
                table: "changes",
                column: "revision");

            migrationBuilder.CreateIndex(
                name: "IX_pools_name",
                table: "pools",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_routes_name",
                table: "routes",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_routes_pool_id",
                table: "routes",
                column: "pool_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backends");

            migrationBuilder.DropTable(
                name: "changes");

            migrationBuilder.DropTable(
                name: "routes");

            migrationBuilder.DropTable(
                name: "store");

            migrationBuilder.DropTable(
                name: "revisions");

            migrationBuilder.DropTable(
                name: "pools");
        }
    }
}
