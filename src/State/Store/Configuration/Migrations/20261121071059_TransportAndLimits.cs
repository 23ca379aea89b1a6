using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class TransportAndLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "addresses",
                table: "store",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "limits",
                table: "routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "transport",
                table: "pools",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "addresses",
                table: "store");

            migrationBuilder.DropColumn(
                name: "limits",
                table: "routes");

            migrationBuilder.DropColumn(
                name: "transport",
                table: "pools");
        }
    }
}
