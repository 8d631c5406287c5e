using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alias",
                columns: table => new
                {
                    path = table.Column<string>(type: "text", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alias", x => x.path);
                });

            migrationBuilder.CreateTable(
                name: "board",
                columns: table => new
                {
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_board", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "exam_option",
                columns: table => new
                {
                    board = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    specification = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    @checked = table.Column<bool>(name: "checked", type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exam_option", x => new { x.board, x.level, x.specification, x.code });
                });

            migrationBuilder.CreateTable(
                name: "level",
                columns: table => new
                {
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ages = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_level", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "seed",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    seal = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seed", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "subject",
                columns: table => new
                {
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    family = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subject", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "topic",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_topic", x => new { x.subject, x.slug });
                    table.ForeignKey(
                        name: "FK_topic_subject_subject",
                        column: x => x.subject,
                        principalTable: "subject",
                        principalColumn: "slug",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "map",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    subject = table.Column<string>(type: "text", nullable: true),
                    topic = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    board = table.Column<string>(type: "text", nullable: true),
                    specification = table.Column<string>(type: "text", nullable: true),
                    author = table.Column<string>(type: "text", nullable: true),
                    licence = table.Column<string>(type: "text", nullable: true),
                    date = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: true),
                    visibility = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    draft_token = table.Column<string>(type: "text", nullable: true),
                    owner_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    node_count = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    discussion = table.Column<long>(type: "bigint", nullable: false),
                    comment_count = table.Column<int>(type: "integer", nullable: false),
                    rating_sum = table.Column<int>(type: "integer", nullable: false),
                    rating_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_map", x => x.id);
                    table.ForeignKey(
                        name: "FK_map_topic_subject_topic",
                        columns: x => new { x.subject, x.topic },
                        principalTable: "topic",
                        principalColumns: new[] { "subject", "slug" });
                });

            migrationBuilder.CreateTable(
                name: "comment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    author = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    hidden = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_comment", x => x.id);
                    table.ForeignKey(
                        name: "FK_comment_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "former_address",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    map = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_former_address", x => new { x.subject, x.topic, x.slug });
                    table.ForeignKey(
                        name: "FK_former_address_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "map_change",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    client = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_map_change", x => new { x.map, x.seq });
                    table.ForeignKey(
                        name: "FK_map_change_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "map_doc",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_map_doc", x => x.map);
                    table.ForeignKey(
                        name: "FK_map_doc_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rating",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    stars = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rating", x => new { x.map, x.person });
                    table.CheckConstraint("rating_stars", "stars BETWEEN 1 AND 5");
                    table.ForeignKey(
                        name: "FK_rating_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    page = table.Column<string>(type: "text", nullable: true),
                    supports = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source", x => new { x.map, x.number });
                    table.ForeignKey(
                        name: "FK_source_map_map",
                        column: x => x.map,
                        principalTable: "map",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source_use",
                columns: table => new
                {
                    map = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    node = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_source_use", x => new { x.map, x.number, x.node });
                    table.ForeignKey(
                        name: "FK_source_use_source_map_number",
                        columns: x => new { x.map, x.number },
                        principalTable: "source",
                        principalColumns: new[] { "map", "number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "comment_of_map",
                table: "comment",
                columns: new[] { "map", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_former_address_map",
                table: "former_address",
                column: "map");

            migrationBuilder.CreateIndex(
                name: "map_address",
                table: "map",
                columns: new[] { "subject", "topic", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "map_draft",
                table: "map",
                column: "draft_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "map_subject_newest",
                table: "map",
                columns: new[] { "subject", "changed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "map_topic_newest",
                table: "map",
                columns: new[] { "subject", "topic", "changed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "map_change_resend",
                table: "map_change",
                columns: new[] { "map", "client", "n" },
                unique: true);

            // Counters and versions follow from the rows, whoever writes them: the page, a command or somebody's SQL.
            migrationBuilder.Sql("""
                CREATE FUNCTION comment_counted() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count
                        + CASE WHEN TG_OP <> 'DELETE' AND NOT NEW.hidden THEN 1 ELSE 0 END
                        - CASE WHEN TG_OP <> 'INSERT' AND NOT OLD.hidden THEN 1 ELSE 0 END
                        WHERE id = COALESCE(NEW.map, OLD.map);
                    RETURN NULL;
                END $$;
                CREATE TRIGGER comment_added AFTER INSERT OR UPDATE OR DELETE ON comment FOR EACH ROW EXECUTE FUNCTION comment_counted();

                CREATE FUNCTION rating_counted() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE map SET discussion = discussion + 1,
                        rating_sum = rating_sum + COALESCE(NEW.stars, 0) - COALESCE(OLD.stars, 0),
                        rating_count = rating_count + CASE TG_OP WHEN 'INSERT' THEN 1 WHEN 'DELETE' THEN -1 ELSE 0 END
                        WHERE id = COALESCE(NEW.map, OLD.map);
                    RETURN NULL;
                END $$;
                CREATE TRIGGER rating_added AFTER INSERT OR UPDATE OR DELETE ON rating FOR EACH ROW EXECUTE FUNCTION rating_counted();

                CREATE FUNCTION map_listed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF COALESCE(NEW.visibility, '') = 'Public' OR COALESCE(OLD.visibility, '') = 'Public' THEN
                        UPDATE subject SET version = version + 1 WHERE slug IN (OLD.subject, NEW.subject);
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER map_added AFTER INSERT OR DELETE ON map FOR EACH ROW EXECUTE FUNCTION map_listed();
                CREATE TRIGGER map_changed AFTER UPDATE OF title, slug, description, subject, topic, level, board, specification,
                    author, date, visibility, node_count, rating_sum, rating_count ON map FOR EACH ROW EXECUTE FUNCTION map_listed();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alias");

            migrationBuilder.DropTable(
                name: "board");

            migrationBuilder.DropTable(
                name: "comment");

            migrationBuilder.DropTable(
                name: "exam_option");

            migrationBuilder.DropTable(
                name: "former_address");

            migrationBuilder.DropTable(
                name: "level");

            migrationBuilder.DropTable(
                name: "map_change");

            migrationBuilder.DropTable(
                name: "map_doc");

            migrationBuilder.DropTable(
                name: "rating");

            migrationBuilder.DropTable(
                name: "seed");

            migrationBuilder.DropTable(
                name: "source_use");

            migrationBuilder.DropTable(
                name: "source");

            migrationBuilder.DropTable(
                name: "map");

            migrationBuilder.DropTable(
                name: "topic");

            migrationBuilder.DropTable(
                name: "subject");

            migrationBuilder.Sql("DROP FUNCTION comment_counted(); DROP FUNCTION rating_counted(); DROP FUNCTION map_listed();");
        }
    }
}
