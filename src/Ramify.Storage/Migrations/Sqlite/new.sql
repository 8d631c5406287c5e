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

ALTER TABLE "map" ADD "comments_on" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "audit" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_audit" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "actor" BLOB NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "hash" BLOB NOT NULL
);

CREATE TABLE "audit_end" (
    "one" INTEGER NOT NULL CONSTRAINT "PK_audit_end" PRIMARY KEY,
    "hash" BLOB NOT NULL,
    "number" INTEGER NOT NULL
);

CREATE TABLE "correction" (
    "id" BLOB NOT NULL CONSTRAINT "PK_correction" PRIMARY KEY,
    "map" BLOB NOT NULL,
    "node" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "former" TEXT NOT NULL,
    "proposed" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "answered_at" INTEGER NULL,
    CONSTRAINT "FK_correction_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_correction_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "saved_list" (
    "id" BLOB NOT NULL CONSTRAINT "PK_saved_list" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "FK_saved_list_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "notice" (
    "id" BLOB NOT NULL CONSTRAINT "PK_notice" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "map" BLOB NULL,
    "comment" BLOB NULL,
    "correction" BLOB NULL,
    "at" INTEGER NOT NULL,
    "seen_at" INTEGER NULL,
    CONSTRAINT "FK_notice_comment_comment" FOREIGN KEY ("comment") REFERENCES "comment" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_notice_correction_correction" FOREIGN KEY ("correction") REFERENCES "correction" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_notice_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_notice_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "report" (
    "id" BLOB NOT NULL CONSTRAINT "PK_report" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "comment" BLOB NULL,
    "correction" BLOB NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    CONSTRAINT "FK_report_comment_comment" FOREIGN KEY ("comment") REFERENCES "comment" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_report_correction_correction" FOREIGN KEY ("correction") REFERENCES "correction" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_report_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "saved_map" (
    "list" BLOB NOT NULL,
    "map" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_saved_map" PRIMARY KEY ("list", "map"),
    CONSTRAINT "FK_saved_map_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_saved_map_saved_list_list" FOREIGN KEY ("list") REFERENCES "saved_list" ("id") ON DELETE CASCADE
);

CREATE INDEX "rating_of_person" ON "rating" ("person");

CREATE INDEX "comment_of_person" ON "comment" ("person");

CREATE INDEX "comment_reply" ON "comment" ("reply_to");

CREATE INDEX "comment_state" ON "comment" ("state", "at") WHERE state IN ('Held', 'Reported');

CREATE INDEX "correction_held" ON "correction" ("at") WHERE state = 'Held';

CREATE INDEX "correction_of_map" ON "correction" ("map", "state", "at");

CREATE INDEX "correction_of_person" ON "correction" ("person", "map");

CREATE INDEX "IX_notice_comment" ON "notice" ("comment");

CREATE INDEX "IX_notice_correction" ON "notice" ("correction");

CREATE INDEX "IX_notice_map" ON "notice" ("map");

CREATE INDEX "notice_of_person" ON "notice" ("person", "at");

CREATE UNIQUE INDEX "report_of_comment" ON "report" ("comment", "person");

CREATE UNIQUE INDEX "report_of_correction" ON "report" ("correction", "person");

CREATE INDEX "report_of_person" ON "report" ("person");

CREATE INDEX "report_open" ON "report" ("at") WHERE closed_at IS NULL;

CREATE INDEX "saved_list_of_person" ON "saved_list" ("person");

CREATE INDEX "saved_map_of_map" ON "saved_map" ("map");

CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_whole BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124151307_Discussion', '10.0.15');

DROP INDEX "map_subject_newest";

DROP INDEX "map_topic_newest";

ALTER TABLE "recovery_code" ADD "ends_at" INTEGER NULL;

ALTER TABLE "map" ADD "best" AS ((rating_sum + 15) * 1000 / (rating_count + 5));

ALTER TABLE "map" ADD "rated" AS (COALESCE(rating_sum * 1000 / NULLIF(rating_count, 0), 0));

CREATE TABLE "class" (
    "id" BLOB NOT NULL CONSTRAINT "PK_class" PRIMARY KEY,
    "teacher" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NULL,
    "shows_accuracy" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "archived_at" INTEGER NULL,
    CONSTRAINT "FK_class_person_teacher" FOREIGN KEY ("teacher") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "shelf_count" (
    "subject" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "board" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "maps" INTEGER NOT NULL,
    CONSTRAINT "PK_shelf_count" PRIMARY KEY ("subject", "topic", "level", "board", "licence")
);

CREATE TABLE "access_entry" (
    "id" BLOB NOT NULL CONSTRAINT "PK_access_entry" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "by" BLOB NULL,
    "class" BLOB NULL,
    "map" BLOB NULL,
    "kind" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "is_seen" INTEGER NOT NULL,
    CONSTRAINT "FK_access_entry_class_class" FOREIGN KEY ("class") REFERENCES "class" ("id") ON DELETE SET NULL,
    CONSTRAINT "FK_access_entry_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE SET NULL,
    CONSTRAINT "FK_access_entry_person_by" FOREIGN KEY ("by") REFERENCES "person" ("id") ON DELETE SET NULL,
    CONSTRAINT "FK_access_entry_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "class_map" (
    "class" BLOB NOT NULL,
    "map" BLOB NOT NULL,
    "by" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    "is_set" INTEGER NOT NULL,
    "due_on" TEXT NULL,
    CONSTRAINT "PK_class_map" PRIMARY KEY ("class", "map"),
    CONSTRAINT "FK_class_map_class_class" FOREIGN KEY ("class") REFERENCES "class" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_class_map_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_class_map_person_by" FOREIGN KEY ("by") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "class_member" (
    "class" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "joined_at" INTEGER NOT NULL,
    CONSTRAINT "PK_class_member" PRIMARY KEY ("class", "person"),
    CONSTRAINT "FK_class_member_class_class" FOREIGN KEY ("class") REFERENCES "class" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_class_member_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE TABLE "class_done" (
    "class" BLOB NOT NULL,
    "map" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_class_done" PRIMARY KEY ("class", "map", "person"),
    CONSTRAINT "FK_class_done_class_map_class_map" FOREIGN KEY ("class", "map") REFERENCES "class_map" ("class", "map") ON DELETE CASCADE,
    CONSTRAINT "FK_class_done_class_member_class_person" FOREIGN KEY ("class", "person") REFERENCES "class_member" ("class", "person") ON DELETE CASCADE,
    CONSTRAINT "FK_class_done_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE INDEX "shelf_subject_best" ON "map" ("subject", "best", "changed_at", "id", "level", "board", "licence") WHERE visibility = 'Public';

CREATE INDEX "shelf_subject_changedat" ON "map" ("subject", "changed_at", "id", "level", "board", "licence") WHERE visibility = 'Public';

CREATE INDEX "shelf_subject_rated" ON "map" ("subject", "rated", "changed_at", "id", "level", "board", "licence") WHERE visibility = 'Public';

CREATE INDEX "shelf_topic_best" ON "map" ("subject", "topic", "best", "changed_at", "id", "level", "board", "licence") WHERE visibility = 'Public';

CREATE INDEX "shelf_topic_changedat" ON "map" ("subject", "topic", "changed_at", "id", "level", "board", "licence") WHERE visibility = 'Public';

CREATE INDEX "shelf_topic_rated" ON "map" ("subject", "topic", "rated", "changed_at", "id", "level", "board", "licence") WHERE visibility = 'Public';

CREATE INDEX "access_by_person" ON "access_entry" ("by");

CREATE INDEX "access_in_class" ON "access_entry" ("class");

CREATE INDEX "access_of_person" ON "access_entry" ("person", "id");

CREATE INDEX "access_to_map" ON "access_entry" ("map");

CREATE UNIQUE INDEX "class_code" ON "class" ("code");

CREATE INDEX "class_of_teacher" ON "class" ("teacher");

CREATE INDEX "class_done_of_member" ON "class_done" ("class", "person");

CREATE INDEX "class_done_of_person" ON "class_done" ("person");

CREATE INDEX "class_map_of_map" ON "class_map" ("map");

CREATE INDEX "class_map_of_person" ON "class_map" ("by");

CREATE INDEX "class_of_member" ON "class_member" ("person");

CREATE TRIGGER shelf_added AFTER INSERT ON map WHEN NEW.visibility = 'Public' BEGIN
    INSERT INTO shelf_count (subject, topic, level, board, licence, maps)
    VALUES (NEW.subject, NEW.topic, coalesce(NEW.level, ''), coalesce(NEW.board, ''), coalesce(NEW.licence, ''), 1)
    ON CONFLICT (subject, topic, level, board, licence) DO UPDATE SET maps = maps + 1;
END;
CREATE TRIGGER shelf_left AFTER UPDATE OF visibility, subject, topic, level, board, licence ON map WHEN OLD.visibility = 'Public' BEGIN
    UPDATE shelf_count SET maps = maps - 1 WHERE subject = OLD.subject AND topic = OLD.topic
        AND level = coalesce(OLD.level, '') AND board = coalesce(OLD.board, '') AND licence = coalesce(OLD.licence, '');
    UPDATE subject SET version = version + 1 WHERE slug = OLD.subject AND OLD.licence IS NOT NEW.licence;
END;
CREATE TRIGGER shelf_entered AFTER UPDATE OF visibility, subject, topic, level, board, licence ON map WHEN NEW.visibility = 'Public' BEGIN
    INSERT INTO shelf_count (subject, topic, level, board, licence, maps)
    VALUES (NEW.subject, NEW.topic, coalesce(NEW.level, ''), coalesce(NEW.board, ''), coalesce(NEW.licence, ''), 1)
    ON CONFLICT (subject, topic, level, board, licence) DO UPDATE SET maps = maps + 1;
END;
CREATE TRIGGER shelf_removed AFTER DELETE ON map WHEN OLD.visibility = 'Public' BEGIN
    UPDATE shelf_count SET maps = maps - 1 WHERE subject = OLD.subject AND topic = OLD.topic
        AND level = coalesce(OLD.level, '') AND board = coalesce(OLD.board, '') AND licence = coalesce(OLD.licence, '');
END;
INSERT INTO shelf_count (subject, topic, level, board, licence, maps)
SELECT subject, topic, coalesce(level, ''), coalesce(board, ''), coalesce(licence, ''), count(*) FROM map WHERE visibility = 'Public' GROUP BY 1, 2, 3, 4, 5;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124151533_Shelves', '10.0.15');

ALTER TABLE "map" ADD "edit_token" TEXT NULL;

CREATE TABLE "map_editor" (
    "map" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_map_editor" PRIMARY KEY ("map", "person"),
    CONSTRAINT "FK_map_editor_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_map_editor_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "map_edit_link" ON "map" ("edit_token");

CREATE INDEX "map_editor_of_person" ON "map_editor" ("person");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124161446_Editors', '10.0.15');

ALTER TABLE "report" ADD "map" BLOB NULL;

ALTER TABLE "map" ADD "hidden_by" TEXT NULL;

CREATE TABLE "kept_answer" (
    "person" BLOB NOT NULL,
    "key" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "content_type" TEXT NULL,
    "location" TEXT NULL,
    "tag" TEXT NULL,
    "map" BLOB NULL,
    "body" BLOB NOT NULL,
    CONSTRAINT "PK_kept_answer" PRIMARY KEY ("person", "key"),
    CONSTRAINT "FK_kept_answer_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_kept_answer_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "report_of_map" ON "report" ("map", "person");

CREATE INDEX "kept_answer_age" ON "kept_answer" ("at");

CREATE INDEX "kept_answer_of_map" ON "kept_answer" ("map");

CREATE TABLE "ef_temp_report" (
    "id" BLOB NOT NULL CONSTRAINT "PK_report" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    "comment" BLOB NULL,
    "correction" BLOB NULL,
    "map" BLOB NULL,
    "person" BLOB NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "FK_report_comment_comment" FOREIGN KEY ("comment") REFERENCES "comment" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_report_correction_correction" FOREIGN KEY ("correction") REFERENCES "correction" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_report_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_report_person_person" FOREIGN KEY ("person") REFERENCES "person" ("id") ON DELETE CASCADE
);

INSERT INTO "ef_temp_report" ("id", "at", "closed_at", "comment", "correction", "map", "person", "reason")
SELECT "id", "at", "closed_at", "comment", "correction", "map", "person", "reason"
FROM "report";

PRAGMA foreign_keys = 0;

DROP TABLE "report";

ALTER TABLE "ef_temp_report" RENAME TO "report";

PRAGMA foreign_keys = 1;

CREATE UNIQUE INDEX "report_of_comment" ON "report" ("comment", "person");

CREATE UNIQUE INDEX "report_of_correction" ON "report" ("correction", "person");

CREATE UNIQUE INDEX "report_of_map" ON "report" ("map", "person");

CREATE INDEX "report_of_person" ON "report" ("person");

CREATE INDEX "report_open" ON "report" ("at") WHERE closed_at IS NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124184935_LivingPage', '10.0.15');

CREATE TABLE "map_image" (
    "map" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    CONSTRAINT "PK_map_image" PRIMARY KEY ("map", "sha256"),
    CONSTRAINT "FK_map_image_map_map" FOREIGN KEY ("map") REFERENCES "map" ("id") ON DELETE CASCADE
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124194641_Images', '10.0.15');

