CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

CREATE TABLE "alias" (
    "path" TEXT NOT NULL CONSTRAINT "PK_alias" PRIMARY KEY,
    "target" TEXT NOT NULL
);

CREATE TABLE "board" (
    "slug" TEXT NOT NULL CONSTRAINT "PK_board" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "position" INTEGER NOT NULL
);

CREATE TABLE "exam_option" (
    "board" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "specification" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "checked" INTEGER NOT NULL,
    CONSTRAINT "PK_exam_option" PRIMARY KEY ("board", "level", "specification", "code")
);

CREATE TABLE "level" (
    "slug" TEXT NOT NULL CONSTRAINT "PK_level" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "ages" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "position" INTEGER NOT NULL
);

CREATE TABLE "seed" (
    "name" TEXT NOT NULL CONSTRAINT "PK_seed" PRIMARY KEY,
    "seal" TEXT NOT NULL
);

CREATE TABLE "subject" (
    "slug" TEXT NOT NULL CONSTRAINT "PK_subject" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "topic" (
    "subject" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "PK_topic" PRIMARY KEY ("subject", "slug"),
    CONSTRAINT "FK_topic_subject_subject" FOREIGN KEY ("subject") REFERENCES "subject" ("slug") ON DELETE CASCADE
);

CREATE TABLE "map" (
    "id" BLOB NOT NULL CONSTRAINT "PK_map" PRIMARY KEY,
    "title" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "description" TEXT NULL,
    "subject" TEXT NULL,
    "topic" TEXT NULL,
    "level" TEXT NULL,
    "board" TEXT NULL,
    "specification" TEXT NULL,
    "author" TEXT NULL,
    "licence" TEXT NULL,
    "date" TEXT NULL,
    "language" TEXT NULL,
    "visibility" TEXT NOT NULL,
    "draft_token" TEXT NULL,
    "owner_hash" BLOB NULL,
    "node_count" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "discussion" INTEGER NOT NULL,
    "comment_count" INTEGER NOT NULL,
    "rating_sum" INTEGER NOT NULL,
    "rating_count" INTEGER NOT NULL,
    CONSTRAINT "FK_map_topic_subject_topic" FOREIGN KEY ("subject", "topic") REFERENCES "topic" ("subject", "slug")
);

CREATE TABLE "comment" (
    "id" BLOB NOT NULL CONSTRAINT "PK_comment" PRIMARY KEY,
    "map" BLOB NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "hidden" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "FK_comment_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "former_address" (
    "subject" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "map" BLOB NOT NULL,
    CONSTRAINT "PK_former_address" PRIMARY KEY ("subject", "topic", "slug"),
    CONSTRAINT "FK_former_address_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "map_change" (
    "map" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "body" BLOB NOT NULL,
    "client" BLOB NOT NULL,
    "n" INTEGER NOT NULL,
    CONSTRAINT "PK_map_change" PRIMARY KEY ("map", "seq"),
    CONSTRAINT "FK_map_change_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "map_doc" (
    "map" BLOB NOT NULL CONSTRAINT "PK_map_doc" PRIMARY KEY,
    "body" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    CONSTRAINT "FK_map_doc_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "rating" (
    "map" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "stars" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_rating" PRIMARY KEY ("map", "person"),
    CONSTRAINT "rating_stars" CHECK (stars BETWEEN 1 AND 5),
    CONSTRAINT "FK_rating_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "source" (
    "map" BLOB NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "address" TEXT NULL,
    "page" TEXT NULL,
    "supports" TEXT NULL,
    CONSTRAINT "PK_source" PRIMARY KEY ("map", "number"),
    CONSTRAINT "FK_source_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "source_use" (
    "map" BLOB NOT NULL,
    "number" INTEGER NOT NULL,
    "node" BLOB NOT NULL,
    CONSTRAINT "PK_source_use" PRIMARY KEY ("map", "number", "node"),
    CONSTRAINT "FK_source_use_source_map_number" FOREIGN KEY ("map", "number") REFERENCES "source" ("map", "number") ON DELETE CASCADE
);

CREATE INDEX "comment_of_map" ON "comment" ("map", "id");

CREATE INDEX "IX_former_address_map" ON "former_address" ("map");

CREATE UNIQUE INDEX "map_address" ON "map" ("subject", "topic", "slug");

CREATE UNIQUE INDEX "map_draft" ON "map" ("draft_token");

CREATE INDEX "map_subject_newest" ON "map" ("subject", "changed_at", "id");

CREATE INDEX "map_topic_newest" ON "map" ("subject", "topic", "changed_at", "id");

CREATE UNIQUE INDEX "map_change_resend" ON "map_change" ("map", "client", "n");

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

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123074716_First', '10.0.15');

DROP INDEX "map_address";

ALTER TABLE "map" ADD "binned_at" INTEGER NULL;

ALTER TABLE "map" ADD "link_token" TEXT NULL;

CREATE TABLE "credit" (
    "map" BLOB NOT NULL,
    "step" INTEGER NOT NULL,
    "origin" BLOB NULL,
    "title" TEXT NULL,
    "author" TEXT NULL,
    "licence" TEXT NULL,
    CONSTRAINT "PK_credit" PRIMARY KEY ("map", "step"),
    CONSTRAINT "FK_credit_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_credit_map_origin" FOREIGN KEY ("origin") REFERENCES "map" ("id") ON DELETE SET NULL
);

CREATE TABLE "map_version" (
    "map" BLOB NOT NULL,
    "number" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "node_count" INTEGER NOT NULL,
    "body" BLOB NOT NULL,
    CONSTRAINT "PK_map_version" PRIMARY KEY ("map", "number"),
    CONSTRAINT "FK_map_version_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

CREATE TABLE "person" (
    "id" BLOB NOT NULL CONSTRAINT "PK_person" PRIMARY KEY,
    "role" TEXT NOT NULL,
    "age" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "user_name" TEXT NOT NULL,
    "normalized_user_name" TEXT NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL
);

CREATE TABLE "passkey" (
    "credential_id" BLOB NOT NULL CONSTRAINT "PK_passkey" PRIMARY KEY,
    "user_id" BLOB NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "FK_passkey_person_user_id" FOREIGN KEY ("user_id") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "recovery_code" (
    "person" BLOB NOT NULL,
    "hash" BLOB NOT NULL,
    CONSTRAINT "PK_recovery_code" PRIMARY KEY ("person", "hash"),
    CONSTRAINT "FK_recovery_code_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "session" (
    "id" BLOB NOT NULL CONSTRAINT "PK_session" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "browser" TEXT NOT NULL,
    "means" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "seen_at" INTEGER NOT NULL,
    CONSTRAINT "FK_session_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

ALTER TABLE map ADD COLUMN owner BLOB NULL CONSTRAINT FK_map_person_owner REFERENCES person (id) ON DELETE CASCADE;

CREATE UNIQUE INDEX "map_address" ON "map" ("subject", "topic", "slug") WHERE slug <> '';

CREATE UNIQUE INDEX "map_link" ON "map" ("link_token");

CREATE INDEX "map_of_person" ON "map" ("owner", "changed_at");

CREATE INDEX "credit_of_origin" ON "credit" ("origin");

CREATE INDEX "IX_passkey_user_id" ON "passkey" ("user_id");

CREATE UNIQUE INDEX "person_name" ON "person" ("normalized_user_name");

CREATE INDEX "session_of_person" ON "session" ("person");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123075236_People', '10.0.15');

CREATE TABLE "token" (
    "id" BLOB NOT NULL CONSTRAINT "PK_token" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" INTEGER NOT NULL,
    "hash" BLOB NOT NULL,
    "made_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL,
    "ends_at" INTEGER NOT NULL,
    CONSTRAINT "FK_token_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "token_hash" ON "token" ("hash");

CREATE INDEX "token_of_person" ON "token" ("person");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124150459_Tokens', '10.0.15');

