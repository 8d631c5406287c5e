using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Shelves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "map_subject_newest",
                table: "map");

            migrationBuilder.DropIndex(
                name: "map_topic_newest",
                table: "map");

            migrationBuilder.AddColumn<long>(
                name: "ends_at",
                table: "recovery_code",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "best",
                table: "map",
                type: "integer",
                nullable: false,
                computedColumnSql: "(rating_sum + 15) * 1000 / (rating_count + 5)",
                stored: true);

            migrationBuilder.AddColumn<int>(
                name: "rated",
                table: "map",
                type: "integer",
                nullable: false,
                computedColumnSql: "COALESCE(rating_sum * 1000 / NULLIF(rating_count, 0), 0)",
                stored: true);

            migrationBuilder.CreateTable(
                name: "class",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    teacher = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    shows_accuracy = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    archived_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class", x => x.id);
                    table.ForeignKey(
                        name: "FK_class_person_teacher",
                        column: x => x.teacher,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shelf_count",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    board = table.Column<string>(type: "text", nullable: false),
                    licence = table.Column<string>(type: "text", nullable: false),
                    maps = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shelf_count", x => new { x.subject, x.topic, x.level, x.board, x.licence });
                });

            migrationBuilder.CreateTable(
                name: "access_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    @class = table.Column<Guid>(name: "class", type: "uuid", nullable: true),
                    map = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    is_seen = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_entry", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_entry_class_class",
                        column: x => x.@class,
                        principalTable: "class",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_access_entry_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_access_entry_person_by",
                        column: x => x.by,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_access_entry_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "class_map",
                columns: table => new
                {
                    @class = table.Column<Guid>(name: "class", type: "uuid", nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    is_set = table.Column<bool>(type: "boolean", nullable: false),
                    due_on = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_map", x => new { x.@class, x.map });
                    table.ForeignKey(
                        name: "FK_class_map_class_class",
                        column: x => x.@class,
                        principalTable: "class",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_class_map_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_class_map_person_by",
                        column: x => x.by,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "class_member",
                columns: table => new
                {
                    @class = table.Column<Guid>(name: "class", type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    joined_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_member", x => new { x.@class, x.person });
                    table.ForeignKey(
                        name: "FK_class_member_class_class",
                        column: x => x.@class,
                        principalTable: "class",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_class_member_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "class_done",
                columns: table => new
                {
                    @class = table.Column<Guid>(name: "class", type: "uuid", nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_class_done", x => new { x.@class, x.map, x.person });
                    table.ForeignKey(
                        name: "FK_class_done_class_map_class_map",
                        columns: x => new { x.@class, x.map },
                        principalTable: "class_map",
                        principalColumns: new[] { "class", "map" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_class_done_class_member_class_person",
                        columns: x => new { x.@class, x.person },
                        principalTable: "class_member",
                        principalColumns: new[] { "class", "person" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_class_done_person_person",
                        column: x => x.person,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "shelf_subject_best",
                table: "map",
                columns: new[] { "subject", "best", "changed_at", "id", "level", "board", "licence" },
                filter: "visibility = 'Public'");

            migrationBuilder.CreateIndex(
                name: "shelf_subject_changedat",
                table: "map",
                columns: new[] { "subject", "changed_at", "id", "level", "board", "licence" },
                filter: "visibility = 'Public'");

            migrationBuilder.CreateIndex(
                name: "shelf_subject_rated",
                table: "map",
                columns: new[] { "subject", "rated", "changed_at", "id", "level", "board", "licence" },
                filter: "visibility = 'Public'");

            migrationBuilder.CreateIndex(
                name: "shelf_topic_best",
                table: "map",
                columns: new[] { "subject", "topic", "best", "changed_at", "id", "level", "board", "licence" },
                filter: "visibility = 'Public'");

            migrationBuilder.CreateIndex(
                name: "shelf_topic_changedat",
                table: "map",
                columns: new[] { "subject", "topic", "changed_at", "id", "level", "board", "licence" },
                filter: "visibility = 'Public'");

            migrationBuilder.CreateIndex(
                name: "shelf_topic_rated",
                table: "map",
                columns: new[] { "subject", "topic", "rated", "changed_at", "id", "level", "board", "licence" },
                filter: "visibility = 'Public'");

            migrationBuilder.CreateIndex(
                name: "access_by_person",
                table: "access_entry",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "access_in_class",
                table: "access_entry",
                column: "class");

            migrationBuilder.CreateIndex(
                name: "access_of_person",
                table: "access_entry",
                columns: new[] { "person", "id" });

            migrationBuilder.CreateIndex(
                name: "access_to_map",
                table: "access_entry",
                column: "map");

            migrationBuilder.CreateIndex(
                name: "class_code",
                table: "class",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "class_of_teacher",
                table: "class",
                column: "teacher");

            migrationBuilder.CreateIndex(
                name: "class_done_of_member",
                table: "class_done",
                columns: new[] { "class", "person" });

            migrationBuilder.CreateIndex(
                name: "class_done_of_person",
                table: "class_done",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "class_map_of_map",
                table: "class_map",
                column: "map");

            migrationBuilder.CreateIndex(
                name: "class_map_of_person",
                table: "class_map",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "class_of_member",
                table: "class_member",
                column: "person");

            // How many public maps there are for each facet: it follows from the rows, whoever writes them.
            migrationBuilder.Sql("""
                CREATE FUNCTION shelf_counted() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP <> 'INSERT' AND OLD.visibility = 'Public' THEN
                        UPDATE shelf_count SET maps = maps - 1 WHERE subject = OLD.subject AND topic = OLD.topic
                            AND level = coalesce(OLD.level, '') AND board = coalesce(OLD.board, '') AND licence = coalesce(OLD.licence, '');
                    END IF;
                    IF TG_OP <> 'DELETE' AND NEW.visibility = 'Public' THEN
                        INSERT INTO shelf_count (subject, topic, level, board, licence, maps)
                        VALUES (NEW.subject, NEW.topic, coalesce(NEW.level, ''), coalesce(NEW.board, ''), coalesce(NEW.licence, ''), 1)
                        ON CONFLICT (subject, topic, level, board, licence) DO UPDATE SET maps = shelf_count.maps + 1;
                        IF TG_OP = 'UPDATE' AND OLD.licence IS DISTINCT FROM NEW.licence THEN
                            UPDATE subject SET version = version + 1 WHERE slug = NEW.subject;
                        END IF;
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER shelf_added AFTER INSERT OR DELETE ON map FOR EACH ROW EXECUTE FUNCTION shelf_counted();
                CREATE TRIGGER shelf_changed AFTER UPDATE OF visibility, subject, topic, level, board, licence ON map FOR EACH ROW EXECUTE FUNCTION shelf_counted();
                INSERT INTO shelf_count (subject, topic, level, board, licence, maps)
                SELECT subject, topic, coalesce(level, ''), coalesce(board, ''), coalesce(licence, ''), count(*) FROM map WHERE visibility = 'Public' GROUP BY 1, 2, 3, 4, 5;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER shelf_added ON map; DROP TRIGGER shelf_changed ON map; DROP FUNCTION shelf_counted();");

            migrationBuilder.DropTable(
                name: "access_entry");

            migrationBuilder.DropTable(
                name: "class_done");

            migrationBuilder.DropTable(
                name: "shelf_count");

            migrationBuilder.DropTable(
                name: "class_map");

            migrationBuilder.DropTable(
                name: "class_member");

            migrationBuilder.DropTable(
                name: "class");

            migrationBuilder.DropIndex(
                name: "shelf_subject_best",
                table: "map");

            migrationBuilder.DropIndex(
                name: "shelf_subject_changedat",
                table: "map");

            migrationBuilder.DropIndex(
                name: "shelf_subject_rated",
                table: "map");

            migrationBuilder.DropIndex(
                name: "shelf_topic_best",
                table: "map");

            migrationBuilder.DropIndex(
                name: "shelf_topic_changedat",
                table: "map");

            migrationBuilder.DropIndex(
                name: "shelf_topic_rated",
                table: "map");

            migrationBuilder.DropColumn(
                name: "best",
                table: "map");

            migrationBuilder.DropColumn(
                name: "rated",
                table: "map");

            migrationBuilder.DropColumn(
                name: "ends_at",
                table: "recovery_code");

            migrationBuilder.CreateIndex(
                name: "map_subject_newest",
                table: "map",
                columns: new[] { "subject", "changed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "map_topic_newest",
                table: "map",
                columns: new[] { "subject", "topic", "changed_at", "id" });
        }
    }
}
