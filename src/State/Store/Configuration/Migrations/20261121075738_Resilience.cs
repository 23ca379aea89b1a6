using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class Resilience : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "resilience",
                table: "pools",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "resilience",
                table: "pools");
        }
    }
}
