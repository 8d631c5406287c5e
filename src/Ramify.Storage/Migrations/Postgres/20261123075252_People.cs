using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "map_address",
                table: "map");

            migrationBuilder.AddColumn<long>(
                name: "binned_at",
                table: "map",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link_token",
                table: "map",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "owner",
                table: "map",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "credit",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    origin = table.Column<Guid>(type: "uuid", nullable: true),
                    title = table.Column<string>(type: "text", nullable: true),
                    author = table.Column<string>(type: "text", nullable: true),
                    licence = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_credit", x => new { x.map, x.step });
                    table.ForeignKey(
                        name: "FK_credit_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_credit_map_origin",
                        column: x => x.origin,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "map_version",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    node_count = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_map_version", x => new { x.map, x.number });
                    table.ForeignKey(
                        name: "FK_map_version_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    age = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    normalized_user_name = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "FK_passkey_person_user_id",
                        column: x => x.user_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recovery_code",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recovery_code", x => new { x.person, x.hash });
                    table.ForeignKey(
                        name: "FK_recovery_code_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    browser = table.Column<string>(type: "text", nullable: false),
                    means = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => x.id);
                    table.ForeignKey(
                        name: "FK_session_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "map_address",
                table: "map",
                columns: new[] { "subject", "topic", "slug" },
                unique: true,
                filter: "slug <> ''");

            migrationBuilder.CreateIndex(
                name: "map_link",
                table: "map",
                column: "link_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "map_of_person",
                table: "map",
                columns: new[] { "owner", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "credit_of_origin",
                table: "credit",
                column: "origin");

            migrationBuilder.CreateIndex(
                name: "IX_passkey_user_id",
                table: "passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "person_name",
                table: "person",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "session_of_person",
                table: "session",
                column: "person");

            migrationBuilder.AddForeignKey(
                name: "FK_map_person_owner",
                table: "map",
                column: "owner",
                principalTable: "person",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_map_person_owner",
                table: "map");

            migrationBuilder.DropTable(
                name: "credit");

            migrationBuilder.DropTable(
                name: "map_version");

            migrationBuilder.DropTable(
                name: "passkey");

            migrationBuilder.DropTable(
                name: "recovery_code");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropIndex(
                name: "map_address",
                table: "map");

            migrationBuilder.DropIndex(
                name: "map_link",
                table: "map");

            migrationBuilder.DropIndex(
                name: "map_of_person",
                table: "map");

            migrationBuilder.DropColumn(
                name: "binned_at",
                table: "map");

            migrationBuilder.DropColumn(
                name: "link_token",
                table: "map");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "map");

            migrationBuilder.CreateIndex(
                name: "map_address",
                table: "map",
                columns: new[] { "subject", "topic", "slug" },
                unique: true);
        }
    }
}
