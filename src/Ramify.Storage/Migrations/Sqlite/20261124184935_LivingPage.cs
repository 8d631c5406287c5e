using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LivingPage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "map",
                table: "report",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "hidden_by",
                table: "map",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "kept_answer",
                columns: table => new
                {
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: true),
                    location = table.Column<string>(type: "TEXT", nullable: true),
                    tag = table.Column<string>(type: "TEXT", nullable: true),
                    map = table.Column<byte[]>(type: "BLOB", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kept_answer", x => new { x.person, x.key });
                    table.ForeignKey(
                        name: "FK_kept_answer_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_kept_answer_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "report_of_map",
                table: "report",
                columns: new[] { "map", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "kept_answer_age",
                table: "kept_answer",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "kept_answer_of_map",
                table: "kept_answer",
                column: "map");

            migrationBuilder.AddForeignKey(
                name: "FK_report_map_map",
                table: "report",
                column: "map",
                principalTable: "map",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_report_map_map",
                table: "report");

            migrationBuilder.DropTable(
                name: "kept_answer");

            migrationBuilder.DropIndex(
                name: "report_of_map",
                table: "report");

            migrationBuilder.DropColumn(
                name: "map",
                table: "report");

            migrationBuilder.DropColumn(
                name: "hidden_by",
                table: "map");
        }
    }
}
