using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Ramify.Storage.Migrations.Sqlite
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
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alias", x => x.path);
                });

            migrationBuilder.CreateTable(
                name: "board",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    area = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_board", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "exam_option",
                columns: table => new
                {
                    board = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    specification = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    @checked = table.Column<bool>(name: "checked", type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exam_option", x => new { x.board, x.level, x.specification, x.code });
                });

            migrationBuilder.CreateTable(
                name: "level",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    ages = table.Column<string>(type: "TEXT", nullable: false),
                    area = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_level", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "seed",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    seal = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seed", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "subject",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    family = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subject", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "topic",
                columns: table => new
                {
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    topic = table.Column<string>(type: "TEXT", nullable: true),
                    level = table.Column<string>(type: "TEXT", nullable: true),
                    board = table.Column<string>(type: "TEXT", nullable: true),
                    specification = table.Column<string>(type: "TEXT", nullable: true),
                    author = table.Column<string>(type: "TEXT", nullable: true),
                    licence = table.Column<string>(type: "TEXT", nullable: true),
                    date = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    visibility = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    draft_token = table.Column<string>(type: "TEXT", nullable: true),
                    owner_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    node_count = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    discussion = table.Column<long>(type: "INTEGER", nullable: false),
                    comment_count = table.Column<int>(type: "INTEGER", nullable: false),
                    rating_sum = table.Column<int>(type: "INTEGER", nullable: false),
                    rating_count = table.Column<int>(type: "INTEGER", nullable: false)
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
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    hidden = table.Column<bool>(type: "INTEGER", nullable: false, defaultValue: false)
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
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    slug = table.Column<string>(type: "TEXT", nullable: false),
                    map = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    client = table.Column<byte[]>(type: "BLOB", nullable: false),
                    n = table.Column<long>(type: "INTEGER", nullable: false)
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
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false)
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
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    stars = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
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
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    page = table.Column<string>(type: "TEXT", nullable: true),
                    supports = table.Column<string>(type: "TEXT", nullable: true)
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
                    map = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    node = table.Column<byte[]>(type: "BLOB", nullable: false)
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
                CREATE TRIGGER comment_added AFTER INSERT ON comment BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count + (NEW.hidden = 0) WHERE id = NEW.map;
                END;
                CREATE TRIGGER comment_changed AFTER UPDATE ON comment BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count + (NEW.hidden = 0) - (OLD.hidden = 0) WHERE id = NEW.map;
                END;
                CREATE TRIGGER comment_removed AFTER DELETE ON comment BEGIN
                    UPDATE map SET discussion = discussion + 1, comment_count = comment_count - (OLD.hidden = 0) WHERE id = OLD.map;
                END;
                CREATE TRIGGER rating_added AFTER INSERT ON rating BEGIN
                    UPDATE map SET discussion = discussion + 1, rating_sum = rating_sum + NEW.stars, rating_count = rating_count + 1 WHERE id = NEW.map;
                END;
                CREATE TRIGGER rating_changed AFTER UPDATE ON rating BEGIN
                    UPDATE map SET discussion = discussion + 1, rating_sum = rating_sum + NEW.stars - OLD.stars WHERE id = NEW.map;
                END;
                CREATE TRIGGER rating_removed AFTER DELETE ON rating BEGIN
                    UPDATE map SET discussion = discussion + 1, rating_sum = rating_sum - OLD.stars, rating_count = rating_count - 1 WHERE id = OLD.map;
                END;
                CREATE TRIGGER map_added AFTER INSERT ON map WHEN NEW.visibility = 'Public' BEGIN
                    UPDATE subject SET version = version + 1 WHERE slug = NEW.subject;
                END;
                CREATE TRIGGER map_changed AFTER UPDATE OF title, slug, description, subject, topic, level, board, specification,
                    author, date, visibility, node_count, rating_sum, rating_count ON map
                    WHEN NEW.visibility = 'Public' OR OLD.visibility = 'Public' BEGIN
                    UPDATE subject SET version = version + 1 WHERE slug IN (OLD.subject, NEW.subject);
                END;
                CREATE TRIGGER map_removed AFTER DELETE ON map WHEN OLD.visibility = 'Public' BEGIN
                    UPDATE subject SET version = version + 1 WHERE slug = OLD.subject;
                END;
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
        }
    }
}
