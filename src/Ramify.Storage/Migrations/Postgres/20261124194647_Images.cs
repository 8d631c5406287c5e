using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Images : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "map_image",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_map_image", x => new { x.map, x.sha256 });
                    table.ForeignKey(
                        name: "FK_map_image_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "map_image");
        }
    }
}
