using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class AffinityAndDrain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "affinity_keys",
                table: "store",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "affinity",
                table: "pools",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<long>(
                name: "drain_timeout_ms",
                table: "pools",
                type: "INTEGER",
                nullable: false,
                defaultValue: 30000L);

            migrationBuilder.AddColumn<string>(
                name: "drain",
                table: "backends",
                type: "TEXT",
                nullable: true);

            // Those that drain already have had their time: nobody was tied to them.
            migrationBuilder.Sql(
                """
                UPDATE backends SET drain = json_object('since', updated_at, 'deadline', updated_at)
                WHERE administrative_state = 'draining';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "affinity_keys",
                table: "store");

            migrationBuilder.DropColumn(
                name: "affinity",
                table: "pools");

            migrationBuilder.DropColumn(
                name: "drain_timeout_ms",
                table: "pools");

            migrationBuilder.DropColumn(
                name: "drain",
                table: "backends");
        }
    }
}
