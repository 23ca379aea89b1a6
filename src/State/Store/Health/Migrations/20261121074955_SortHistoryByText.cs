using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LbPlatform.State.Store.Health.Migrations
{
    /// <inheritdoc />
    public partial class SortHistoryByText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_probes_checked_at",
                table: "probes");

            migrationBuilder.Sql(HealthViews.CreateHistoryIndex);
            migrationBuilder.Sql("DROP VIEW health_history");
            migrationBuilder.Sql(HealthViews.CreateHistory);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX IX_probes_checked_at_text");
            migrationBuilder.CreateIndex(
                name: "IX_probes_checked_at",
                table: "probes",
                column: "checked_at");
        }
    }
}
