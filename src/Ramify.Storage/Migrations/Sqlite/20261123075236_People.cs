using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link_token",
                table: "map",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "credit",
                columns: table => new
                {
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    origin = table.Column<byte[]>(type: "BLOB", nullable: true),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    author = table.Column<string>(type: "TEXT", nullable: true),
                    licence = table.Column<string>(type: "TEXT", nullable: true)
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
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    node_count = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    age = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", nullable: false),
                    normalized_user_name = table.Column<string>(type: "TEXT", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
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
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    browser = table.Column<string>(type: "TEXT", nullable: false),
                    means = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
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

            // EF would add the key by building the table anew, and lose its triggers.
            migrationBuilder.Sql("ALTER TABLE map ADD COLUMN owner BLOB NULL CONSTRAINT FK_map_person_owner REFERENCES person (id) ON DELETE CASCADE;");

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

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new NotSupportedException("A library is not taken back to an older version; restore a backup.");
        }
    }
}
