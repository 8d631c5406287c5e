using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Discussion : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // EF would build both tables anew and lose their triggers.
            migrationBuilder.Sql("""
                DROP TRIGGER comment_added;
                DROP TRIGGER comment_changed;
                DROP TRIGGER comment_removed;
                ALTER TABLE comment ADD COLUMN person BLOB NULL CONSTRAINT FK_comment_person_person REFERENCES person (id) ON DELETE SET NULL;
                ALTER TABLE comment ADD COLUMN reply_to BLOB NULL CONSTRAINT FK_comment_comment_reply_to REFERENCES comment (id) ON DELETE CASCADE;
                ALTER TABLE comment ADD COLUMN state TEXT NOT NULL DEFAULT 'Shown';
                UPDATE comment SET state = 'HiddenByModerator' WHERE hidden <> 0;
                ALTER TABLE comment DROP COLUMN hidden;
                CREATE TRIGGER comment_added AFTER INSERT ON comment BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count + (NEW.state = 'Shown') WHERE id = NEW.map;
                END;
                CREATE TRIGGER comment_changed AFTER UPDATE ON comment BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count + (NEW.state = 'Shown') - (OLD.state = 'Shown') WHERE id = NEW.map;
                END;
                CREATE TRIGGER comment_removed AFTER DELETE ON comment BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count - (OLD.state = 'Shown') WHERE id = OLD.map;
                END;
                CREATE TRIGGER comment_gone BEFORE UPDATE ON comment WHEN OLD.state = 'Deleted' AND (NEW.state <> 'Deleted' OR NEW.text <> '' OR NEW.author <> '') BEGIN
                    SELECT RAISE(ABORT, 'a deleted comment stays deleted');
                END;

                DROP TRIGGER rating_added;
                DROP TRIGGER rating_changed;
                DROP TRIGGER rating_removed;
                CREATE TABLE rating_of_people (
                    map BLOB NOT NULL,
                    person BLOB NOT NULL,
                    stars INTEGER NOT NULL,
                    at INTEGER NOT NULL,
                    CONSTRAINT PK_rating PRIMARY KEY (map, person),
                    CONSTRAINT rating_stars CHECK (stars BETWEEN 1 AND 5),
                    CONSTRAINT FK_rating_map_map FOREIGN KEY (map) REFERENCES map (id) ON DELETE CASCADE,
                    CONSTRAINT FK_rating_person_person FOREIGN KEY (person) REFERENCES person (id) ON DELETE CASCADE
                );
                INSERT INTO rating_of_people SELECT map, person, stars, at FROM rating WHERE person IN (SELECT id FROM person);
                DROP TABLE rating;
                ALTER TABLE rating_of_people RENAME TO rating;
                UPDATE map SET rating_sum = coalesce((SELECT sum(stars) FROM rating WHERE map = map.id), 0), rating_count = (SELECT count(*) FROM rating WHERE map = map.id)
                    WHERE rating_count <> 0;
                CREATE TRIGGER rating_added AFTER INSERT ON rating BEGIN
                    UPDATE map SET discussion = discussion + 1, rating_sum = rating_sum + NEW.stars, rating_count = rating_count + 1 WHERE id = NEW.map;
                END;
                CREATE TRIGGER rating_changed AFTER UPDATE ON rating BEGIN
                    UPDATE map SET discussion = discussion + 1, rating_sum = rating_sum + NEW.stars - OLD.stars WHERE id = NEW.map;
                END;
                CREATE TRIGGER rating_removed AFTER DELETE ON rating BEGIN
                    UPDATE map SET discussion = discussion + 1, rating_sum = rating_sum - OLD.stars, rating_count = rating_count - 1 WHERE id = OLD.map;
                END;

                -- A page counts the teachers' ratings apart: who becomes one, or is none any more, changes it.
                CREATE TRIGGER person_role AFTER UPDATE OF role ON person WHEN OLD.role <> NEW.role BEGIN
                    UPDATE map SET discussion = discussion + 1 WHERE id IN (SELECT map FROM rating WHERE person = NEW.id);
                END;
                """);

            migrationBuilder.AddColumn<bool>(
                name: "comments_on",
                table: "map",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<byte[]>(type: "BLOB", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "audit_end",
                columns: table => new
                {
                    one = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_end", x => x.one);
                });

            migrationBuilder.CreateTable(
                name: "correction",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    node = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    former = table.Column<string>(type: "TEXT", nullable: false),
                    proposed = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    map = table.Column<byte[]>(type: "BLOB", nullable: true),
                    comment = table.Column<byte[]>(type: "BLOB", nullable: true),
                    correction = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    comment = table.Column<byte[]>(type: "BLOB", nullable: true),
                    correction = table.Column<byte[]>(type: "BLOB", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
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
                    list = table.Column<byte[]>(type: "BLOB", nullable: false),
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
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

            // Nothing that was written here is ever changed or taken out; a test tries.
            migrationBuilder.Sql("""
                CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
                CREATE TRIGGER audit_whole BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new NotSupportedException("A library is not taken back to an older version; restore a backup.");
        }
    }
}
