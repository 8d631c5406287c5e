using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Editors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "edit_token",
                table: "map",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "map_editor",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_map_editor", x => new { x.map, x.person });
                    table.ForeignKey(
                        name: "FK_map_editor_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_map_editor_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "map_edit_link",
                table: "map",
                column: "edit_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "map_editor_of_person",
                table: "map_editor",
                column: "person");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "map_editor");

            migrationBuilder.DropIndex(
                name: "map_edit_link",
                table: "map");

            migrationBuilder.DropColumn(
                name: "edit_token",
                table: "map");
        }
    }
}
