using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class Routing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "priority",
                table: "routes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "match",
                table: "routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "action",
                table: "routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            // What the columns said that go now. This stands before the operations for which the table is made anew.
            migrationBuilder.Sql(
                """
                UPDATE routes SET match = CASE
                    WHEN host IS NULL OR trim(host) = '' THEN json_object('path', path_prefix)
                    ELSE json_object('hosts', json_array(lower(host)), 'path', path_prefix)
                END
                WHERE path_prefix <> '/' OR trim(coalesce(host, '')) <> '';
                """);

            migrationBuilder.DropColumn(
                name: "host",
                table: "routes");

            migrationBuilder.DropColumn(
                name: "path_prefix",
                table: "routes");

            migrationBuilder.AlterColumn<string>(
                name: "pool_id",
                table: "routes",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "host",
                table: "routes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "path_prefix",
                table: "routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "/");

            // A route that the older program cannot say would take requests that are not its own.
            migrationBuilder.Sql(
                """
                DELETE FROM routes WHERE pool_id IS NULL;
                UPDATE routes SET
                    host = json_extract(match, '$.hosts[0]'),
                    path_prefix = coalesce(json_extract(match, '$.path'), '/');
                """);

            migrationBuilder.DropColumn(
                name: "priority",
                table: "routes");

            migrationBuilder.DropColumn(
                name: "match",
                table: "routes");

            migrationBuilder.DropColumn(
                name: "action",
                table: "routes");

            migrationBuilder.AlterColumn<string>(
                name: "pool_id",
                table: "routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
