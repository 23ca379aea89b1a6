using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Configuration.Migrations
{
    /// <inheritdoc />
    public partial class Zones : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "zone",
                table: "backends",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "zone",
                table: "backends");
        }
    }
}
