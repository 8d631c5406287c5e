using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Discussion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "comments_on",
                table: "map",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "person",
                table: "comment",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "reply_to",
                table: "comment",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "comment",
                type: "character varying(24)",
                maxLength: 24,
                nullable: false,
                defaultValue: "Shown");

            migrationBuilder.Sql("""
                CREATE OR REPLACE FUNCTION comment_counted() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count
                        + CASE WHEN TG_OP <> 'DELETE' AND NEW.state = 'Shown' THEN 1 ELSE 0 END
                        - CASE WHEN TG_OP <> 'INSERT' AND OLD.state = 'Shown' THEN 1 ELSE 0 END
                        WHERE id = COALESCE(NEW.map, OLD.map);
                    RETURN NULL;
                END $$;
                ALTER TABLE comment DISABLE TRIGGER comment_added;
                UPDATE comment SET state = 'HiddenByModerator' WHERE hidden;
                ALTER TABLE comment ENABLE TRIGGER comment_added;
                ALTER TABLE comment DROP COLUMN hidden;
                DELETE FROM rating WHERE person NOT IN (SELECT id FROM person);

                CREATE FUNCTION comment_gone() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF OLD.state = 'Deleted' AND (NEW.state <> 'Deleted' OR NEW.text <> '' OR NEW.author <> '') THEN
                        RAISE EXCEPTION 'a deleted comment stays deleted';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER comment_gone BEFORE UPDATE ON comment FOR EACH ROW EXECUTE FUNCTION comment_gone();

                CREATE FUNCTION person_role() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE map SET discussion = discussion + 1 WHERE id IN (SELECT map FROM rating WHERE person = NEW.id);
                    RETURN NULL;
                END $$;
                CREATE TRIGGER person_role AFTER UPDATE OF role ON person FOR EACH ROW WHEN (OLD.role <> NEW.role) EXECUTE FUNCTION person_role();
                """);

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "audit_end",
                columns: table => new
                {
                    one = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_end", x => x.one);
                });

            migrationBuilder.CreateTable(
                name: "correction",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    node = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    former = table.Column<string>(type: "text", nullable: false),
                    proposed = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    answered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_correction", x => x.id);
                    table.ForeignKey(
                        name: "FK_correction_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_correction_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_list",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_list", x => x.id);
                    table.ForeignKey(
                        name: "FK_saved_list_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: true),
                    comment = table.Column<Guid>(type: "uuid", nullable: true),
                    correction = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice", x => x.id);
                    table.ForeignKey(
                        name: "FK_notice_comment_comment",
                        column: x => x.comment,
                        principalTable: "comment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notice_correction_correction",
                        column: x => x.correction,
                        principalTable: "correction",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notice_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notice_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    comment = table.Column<Guid>(type: "uuid", nullable: true),
                    correction = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_comment_comment",
                        column: x => x.comment,
                        principalTable: "comment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_report_correction_correction",
                        column: x => x.correction,
                        principalTable: "correction",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_report_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_map",
                columns: table => new
                {
                    list = table.Column<Guid>(type: "uuid", nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_map", x => new { x.list, x.map });
                    table.ForeignKey(
                        name: "FK_saved_map_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_saved_map_saved_list_list",
                        column: x => x.list,
                        principalTable: "saved_list",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "rating_of_person",
                table: "rating",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "comment_of_person",
                table: "comment",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "comment_reply",
                table: "comment",
                column: "reply_to");

            migrationBuilder.CreateIndex(
                name: "comment_state",
                table: "comment",
                columns: new[] { "state", "at" },
                filter: "state IN ('Held', 'Reported')");

            migrationBuilder.CreateIndex(
                name: "correction_held",
                table: "correction",
                column: "at",
                filter: "state = 'Held'");

            migrationBuilder.CreateIndex(
                name: "correction_of_map",
                table: "correction",
                columns: new[] { "map", "state", "at" });

            migrationBuilder.CreateIndex(
                name: "correction_of_person",
                table: "correction",
                columns: new[] { "person", "map" });

            migrationBuilder.CreateIndex(
                name: "IX_notice_comment",
                table: "notice",
                column: "comment");

            migrationBuilder.CreateIndex(
                name: "IX_notice_correction",
                table: "notice",
                column: "correction");

            migrationBuilder.CreateIndex(
                name: "IX_notice_map",
                table: "notice",
                column: "map");

            migrationBuilder.CreateIndex(
                name: "notice_of_person",
                table: "notice",
                columns: new[] { "person", "at" });

            migrationBuilder.CreateIndex(
                name: "report_of_comment",
                table: "report",
                columns: new[] { "comment", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "report_of_correction",
                table: "report",
                columns: new[] { "correction", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "report_of_person",
                table: "report",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "report_open",
                table: "report",
                column: "at",
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "saved_list_of_person",
                table: "saved_list",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "saved_map_of_map",
                table: "saved_map",
                column: "map");

            migrationBuilder.AddForeignKey(
                name: "FK_comment_comment_reply_to",
                table: "comment",
                column: "reply_to",
                principalTable: "comment",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_comment_person_person",
                table: "comment",
                column: "person",
                principalTable: "person",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_rating_person_person",
                table: "rating",
                column: "person",
                principalTable: "person",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.Sql("""
                CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$;
                CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION audit_kept();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new NotSupportedException("A library is not taken back to an older version; restore a backup.");
        }
    }
}
