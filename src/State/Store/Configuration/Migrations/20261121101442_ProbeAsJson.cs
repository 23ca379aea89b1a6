using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class ProbeAsJson : Migration
    {
        private static readonly string[] Tables = ["store", "pools", "backends"];

        private static readonly string[] Columns =
        [
            "probe_expected_status",
            "probe_fast_interval_ms",
            "probe_healthy_threshold",
            "probe_interval_ms",
            "probe_path",
            "probe_timeout_ms",
            "probe_unhealthy_threshold",
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Tables)
            {
                migrationBuilder.AddColumn<string>(
                    name: "probe",
                    table: table,
                    type: "TEXT",
                    nullable: false,
                    defaultValue: "{}");

                // A patch of an empty object leaves out what is null, which is what is inherited.
                migrationBuilder.Sql(
                    $"""
                    UPDATE {table} SET probe = json_patch(probe, json_object(
                        'path', CAST(probe_path AS TEXT),
                        'interval', probe_interval_ms || 'ms',
                        'fastInterval', probe_fast_interval_ms || 'ms',
                        'timeout', probe_timeout_ms || 'ms',
                        'expectedStatus', CAST(probe_expected_status AS TEXT),
                        'healthyThreshold', CAST(probe_healthy_threshold AS INTEGER),
                        'unhealthyThreshold', CAST(probe_unhealthy_threshold AS INTEGER)))
                    """);

                foreach (var column in Columns)
                {
                    // DropColumn would make the table anew, its columns in another order.
                    migrationBuilder.Sql($"ALTER TABLE {table} DROP COLUMN {column}");
                }
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "probe", table: "store");
            migrationBuilder.AddColumn<string>(name: "probe_expected_status", table: "store", type: "TEXT", defaultValue: "200-399");
            migrationBuilder.AddColumn<long>(name: "probe_fast_interval_ms", table: "store", type: "INTEGER", defaultValue: 2000L);
            migrationBuilder.AddColumn<int>(name: "probe_healthy_threshold", table: "store", type: "INTEGER", defaultValue: 2);
            migrationBuilder.AddColumn<long>(name: "probe_interval_ms", table: "store", type: "INTEGER", defaultValue: 10000L);
            migrationBuilder.AddColumn<string>(name: "probe_path", table: "store", type: "TEXT", defaultValue: "/");
            migrationBuilder.AddColumn<long>(name: "probe_timeout_ms", table: "store", type: "INTEGER", defaultValue: 2000L);
            migrationBuilder.AddColumn<int>(name: "probe_unhealthy_threshold", table: "store", type: "INTEGER", defaultValue: 3);
            migrationBuilder.DropColumn(name: "probe", table: "pools");
            migrationBuilder.AddColumn<string>(name: "probe_expected_status", table: "pools", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<long>(name: "probe_fast_interval_ms", table: "pools", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<int>(name: "probe_healthy_threshold", table: "pools", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<long>(name: "probe_interval_ms", table: "pools", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<string>(name: "probe_path", table: "pools", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<long>(name: "probe_timeout_ms", table: "pools", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<int>(name: "probe_unhealthy_threshold", table: "pools", type: "INTEGER", nullable: true);
            migrationBuilder.DropColumn(name: "probe", table: "backends");
            migrationBuilder.AddColumn<string>(name: "probe_expected_status", table: "backends", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<long>(name: "probe_fast_interval_ms", table: "backends", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<int>(name: "probe_healthy_threshold", table: "backends", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<long>(name: "probe_interval_ms", table: "backends", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<string>(name: "probe_path", table: "backends", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<long>(name: "probe_timeout_ms", table: "backends", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<int>(name: "probe_unhealthy_threshold", table: "backends", type: "INTEGER", nullable: true);
        }
    }
}
