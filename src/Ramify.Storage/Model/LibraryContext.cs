using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Ramify.Storage.Model;

/// <summary>The library's tables, the same on both databases.</summary>
/// <remarks>
/// map_doc and map_change are known here so that migrations make them, but they are read and written as plain SQL by
/// the store that owns them. Counters of comments and ratings, and versions that follow from other rows, are kept by
/// triggers in the migrations.
/// </remarks>
public abstract class LibraryContext(DbContextOptions options) : IdentityUserContext<Person, Guid>(options)
{
    public DbSet<Subject> Subjects => Set<Subject>();
    public DbSet<Topic> Topics => Set<Topic>();
    public DbSet<Level> Levels => Set<Level>();
    public DbSet<Board> Boards => Set<Board>();
    public DbSet<ExamOption> ExamOptions => Set<ExamOption>();
    public DbSet<Alias> Aliases => Set<Alias>();
    public DbSet<StoredMap> Maps => Set<StoredMap>();
    public DbSet<Source> Sources => Set<Source>();
    public DbSet<FormerAddress> FormerAddresses => Set<FormerAddress>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<Rating> Ratings => Set<Rating>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder
        .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        // The comparison costs a third of a start; a test makes it instead.
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<Visibility>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<HiddenBy>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<Role>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<AgeBand>().HaveConversion<string>().HaveMaxLength(16);
        configurationBuilder.Properties<CommentState>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<CorrectionState>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<ReportReason>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<NoticeKind>().HaveConversion<string>().HaveMaxLength(24);
        configurationBuilder.Properties<AccessKind>().HaveConversion<string>().HaveMaxLength(16);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        AddPeople(builder);
        AddTaxonomy(builder);
        AddMaps(builder);
        AddDocuments(builder);
        AddEditors(builder);
        AddDiscussion(builder);
        AddTokens(builder);
        AddShelves(builder, isPostgres: Database.IsNpgsql());
        AddClasses(builder);
        AddKeptAnswers(builder);
        AddImages(builder);
        foreach (var property in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()).SelectMany(e => e.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    /// <summary>Of Identity's tables only people and passkeys: no e-mail, telephone, second factor, claims or logins of other sites.</summary>
    private static void AddPeople(ModelBuilder model)
    {
        model.Ignore<IdentityUserClaim<Guid>>().Ignore<IdentityUserLogin<Guid>>().Ignore<IdentityUserToken<Guid>>();
        model.Entity<Person>(person =>
        {
            person.ToTable("person").HasKey(p => p.Id);
            person.Property(p => p.Id).ValueGeneratedNever();
            person.Ignore(p => p.Email).Ignore(p => p.NormalizedEmail).Ignore(p => p.EmailConfirmed)
                .Ignore(p => p.PhoneNumber).Ignore(p => p.PhoneNumberConfirmed).Ignore(p => p.TwoFactorEnabled)
                .Ignore(p => p.LockoutEnabled).Ignore(p => p.LockoutEnd).Ignore(p => p.AccessFailedCount).Ignore(p => p.Name);
            person.Property(p => p.UserName).IsRequired();
            person.Property(p => p.NormalizedUserName).IsRequired();
            person.Property(p => p.ConcurrencyStamp).IsConcurrencyToken();
            person.HasIndex(p => p.NormalizedUserName).IsUnique().HasDatabaseName("person_name");
        });
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("passkey").HasKey(p => p.CredentialId);
            passkey.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId);
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        model.Entity<Session>(session =>
        {
            session.ToTable("session").HasKey(s => s.Id);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasIndex(s => s.Person).HasDatabaseName("session_of_person");
            session.HasOne<Person>().WithMany().HasForeignKey(s => s.Person);
        });
        model.Entity<RecoveryCode>(code =>
        {
            code.ToTable("recovery_code").HasKey(c => new { c.Person, c.Hash });
            code.HasOne<Person>().WithMany().HasForeignKey(c => c.Person);
        });
    }

    private static void AddTaxonomy(ModelBuilder model)
    {
        model.Entity<Subject>().ToTable("subject").HasKey(s => s.Slug);
        model.Entity<Subject>().HasMany(s => s.Topics).WithOne().HasForeignKey(t => t.Subject);
        model.Entity<Topic>().ToTable("topic").HasKey(t => new { t.Subject, t.Slug });
        model.Entity<Level>().ToTable("level").HasKey(l => l.Slug);
        model.Entity<Board>().ToTable("board").HasKey(b => b.Slug);
        model.Entity<ExamOption>().ToTable("exam_option").HasKey(o => new { o.Board, o.Level, o.Specification, o.Code });
        model.Entity<Alias>().ToTable("alias").HasKey(a => a.Path);
        model.SharedTypeEntity<Dictionary<string, object>>("seed", seed =>
        {
            seed.ToTable("seed");
            seed.Property<string>("Name");
            seed.Property<string>("Seal").IsRequired();
            seed.HasKey("Name");
        });
    }

    private static void AddMaps(ModelBuilder model)
    {
        model.Entity<StoredMap>(map =>
        {
            map.ToTable("map", t => t.HasTrigger("map_added")).HasKey(m => m.Id);
            map.Property(m => m.Id).ValueGeneratedNever();
            map.Ignore(m => m.Address).Ignore(m => m.RatingMean).Ignore(m => m.TakesComments);
            map.Property(m => m.CommentsOn).HasDefaultValue(false);
            map.HasOne<Topic>().WithMany().HasForeignKey(m => new { m.Subject, m.Topic });
            // A map has its slug from the first time it is published, and keeps it.
            map.HasIndex(m => new { m.Subject, m.Topic, m.Slug }).IsUnique().HasDatabaseName("map_address").HasFilter("slug <> ''");
            map.HasIndex(m => m.DraftToken).IsUnique().HasDatabaseName("map_draft");
            map.HasOne<Person>().WithMany().HasForeignKey(m => m.Owner).OnDelete(DeleteBehavior.Cascade);
            map.HasIndex(m => new { m.Owner, m.ChangedAt }).HasDatabaseName("map_of_person");
            map.HasIndex(m => m.LinkToken).IsUnique().HasDatabaseName("map_link");
            map.HasMany(m => m.Sources).WithOne().HasForeignKey(s => s.Map);
        });
        model.Entity<Source>(source =>
        {
            source.ToTable("source").HasKey(s => new { s.Map, s.Number });
            source.Property(s => s.Number).ValueGeneratedNever();
            source.HasMany(s => s.Uses).WithOne().HasForeignKey(u => new { u.Map, u.Number });
        });
        model.Entity<SourceUse>().ToTable("source_use").HasKey(u => new { u.Map, u.Number, u.Node });
        model.Entity<FormerAddress>(former =>
        {
            former.ToTable("former_address").HasKey(f => new { f.Subject, f.Topic, f.Slug });
            former.HasOne<StoredMap>().WithMany().HasForeignKey(f => f.Map);
        });
        model.Entity<MapVersion>(version =>
        {
            version.ToTable("map_version").HasKey(v => new { v.Map, v.Number });
            version.Property(v => v.Number).ValueGeneratedNever();
            version.Property<byte[]>("Body").IsRequired();
            version.HasOne<StoredMap>().WithMany().HasForeignKey(v => v.Map);
        });
        model.Entity<Credit>(credit =>
        {
            credit.ToTable("credit").HasKey(c => new { c.Map, c.Step });
            credit.Property(c => c.Step).ValueGeneratedNever();
            credit.HasOne<StoredMap>().WithMany().HasForeignKey(c => c.Map);
            credit.HasOne<StoredMap>().WithMany().HasForeignKey(c => c.Origin).OnDelete(DeleteBehavior.SetNull);
            credit.HasIndex(c => c.Origin).HasDatabaseName("credit_of_origin");
        });
    }

    private static void AddEditors(ModelBuilder model)
    {
        model.Entity<StoredMap>().HasIndex(m => m.EditToken).IsUnique().HasDatabaseName("map_edit_link");
        model.Entity<MapEditor>(editor =>
        {
            editor.ToTable("map_editor").HasKey(e => new { e.Map, e.Person });
            editor.HasOne<StoredMap>().WithMany().HasForeignKey(e => e.Map);
            editor.HasOne<Person>().WithMany().HasForeignKey(e => e.Person);
            editor.HasIndex(e => e.Person).HasDatabaseName("map_editor_of_person");
        });
    }

    private static void AddDocuments(ModelBuilder model)
    {
        model.SharedTypeEntity<Dictionary<string, object>>("map_doc", doc =>
        {
            doc.ToTable("map_doc");
            doc.Property<Guid>("Map").ValueGeneratedNever();
            doc.Property<long>("Seq");
            doc.Property<byte[]>("Body").IsRequired();
            doc.HasKey("Map");
            doc.HasOne(typeof(StoredMap)).WithMany().HasForeignKey("Map");
        });
        model.SharedTypeEntity<Dictionary<string, object>>("map_change", change =>
        {
            change.ToTable("map_change");
            change.Property<Guid>("Map").ValueGeneratedNever();
            change.Property<long>("Seq").ValueGeneratedNever();
            change.Property<Guid>("Client");
            change.Property<long>("N");
            change.Property<DateTimeOffset>("At");
            change.Property<byte[]>("Body").IsRequired();
            change.HasKey("Map", "Seq");
            change.HasIndex("Map", "Client", "N").IsUnique().HasDatabaseName("map_change_resend");
            change.HasOne(typeof(StoredMap)).WithMany().HasForeignKey("Map");
        });
    }

    private static void AddDiscussion(ModelBuilder model)
    {
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("comment", t => t.HasTrigger("comment_added")).HasKey(c => c.Id);
            comment.Property(c => c.Id).ValueGeneratedNever();
            comment.Property(c => c.State).HasDefaultValue(CommentState.Shown).HasSentinel(CommentState.Shown);
            comment.HasIndex(c => new { c.Map, c.Id }).HasDatabaseName("comment_of_map");
            comment.HasIndex(c => c.ReplyTo).HasDatabaseName("comment_reply");
            comment.HasIndex(c => c.Person).HasDatabaseName("comment_of_person");
            // For the queue: few are neither shown nor deleted.
            comment.HasIndex(c => new { c.State, c.At }).HasDatabaseName("comment_state").HasFilter("state IN ('Held', 'Reported')");
            comment.HasOne<StoredMap>().WithMany().HasForeignKey(c => c.Map);
            comment.HasOne<Comment>().WithMany().HasForeignKey(c => c.ReplyTo).OnDelete(DeleteBehavior.Cascade);
            // Answers of others stay: what is left behind is erased, not torn out.
            comment.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<Rating>(rating =>
        {
            rating.ToTable("rating", t =>
            {
                t.HasTrigger("rating_added");
                t.HasCheckConstraint("rating_stars", "stars BETWEEN 1 AND 5");
            }).HasKey(r => new { r.Map, r.Person });
            rating.HasIndex(r => r.Person).HasDatabaseName("rating_of_person");
            rating.HasOne<StoredMap>().WithMany().HasForeignKey(r => r.Map);
            rating.HasOne<Person>().WithMany().HasForeignKey(r => r.Person);
        });
        model.Entity<SavedList>(list =>
        {
            list.ToTable("saved_list").HasKey(l => l.Id);
            list.Property(l => l.Id).ValueGeneratedNever();
            list.HasIndex(l => l.Person).HasDatabaseName("saved_list_of_person");
            list.HasOne<Person>().WithMany().HasForeignKey(l => l.Person);
        });
        model.Entity<SavedMap>(saved =>
        {
            saved.ToTable("saved_map").HasKey(s => new { s.List, s.Map });
            saved.HasIndex(s => s.Map).HasDatabaseName("saved_map_of_map");
            saved.HasOne<SavedList>().WithMany().HasForeignKey(s => s.List);
            saved.HasOne<StoredMap>().WithMany().HasForeignKey(s => s.Map);
        });
        AddOrder(model);
    }

    /// <summary>Corrections, reports, what people are told, and the audit.</summary>
    private static void AddOrder(ModelBuilder model)
    {
        model.Entity<Correction>(correction =>
        {
            correction.ToTable("correction").HasKey(c => c.Id);
            correction.Property(c => c.Id).ValueGeneratedNever();
            correction.HasIndex(c => new { c.Map, c.State, c.At }).HasDatabaseName("correction_of_map");
            correction.HasIndex(c => new { c.Person, c.Map }).HasDatabaseName("correction_of_person");
            correction.HasIndex(c => c.At).HasDatabaseName("correction_held").HasFilter("state = 'Held'");
            correction.HasOne<StoredMap>().WithMany().HasForeignKey(c => c.Map);
            correction.HasOne<Person>().WithMany().HasForeignKey(c => c.Person);
        });
        model.Entity<Report>(report =>
        {
            report.ToTable("report").HasKey(r => r.Id);
            report.Property(r => r.Id).ValueGeneratedNever();
            report.HasIndex(r => new { r.Comment, r.Person }).IsUnique().HasDatabaseName("report_of_comment");
            report.HasIndex(r => new { r.Correction, r.Person }).IsUnique().HasDatabaseName("report_of_correction");
            report.HasIndex(r => new { r.Map, r.Person }).IsUnique().HasDatabaseName("report_of_map");
            report.HasIndex(r => r.Person).HasDatabaseName("report_of_person");
            report.HasIndex(r => r.At).HasDatabaseName("report_open").HasFilter("closed_at IS NULL");
            report.HasOne<Person>().WithMany().HasForeignKey(r => r.Person);
            report.HasOne<Comment>().WithMany().HasForeignKey(r => r.Comment).OnDelete(DeleteBehavior.Cascade);
            report.HasOne<Correction>().WithMany().HasForeignKey(r => r.Correction).OnDelete(DeleteBehavior.Cascade);
            report.HasOne<StoredMap>().WithMany().HasForeignKey(r => r.Map).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Notice>(notice =>
        {
            notice.ToTable("notice").HasKey(n => n.Id);
            notice.Property(n => n.Id).ValueGeneratedNever();
            notice.HasIndex(n => new { n.Person, n.At }).HasDatabaseName("notice_of_person");
            notice.HasOne<Person>().WithMany().HasForeignKey(n => n.Person);
            notice.HasOne<StoredMap>().WithMany().HasForeignKey(n => n.Map).OnDelete(DeleteBehavior.Cascade);
            notice.HasOne<Comment>().WithMany().HasForeignKey(n => n.Comment).OnDelete(DeleteBehavior.Cascade);
            notice.HasOne<Correction>().WithMany().HasForeignKey(n => n.Correction).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<AuditEntry>(audit =>
        {
            audit.ToTable("audit", t => t.HasTrigger("audit_kept")).HasKey(a => a.Number);
            audit.Property(a => a.Number).ValueGeneratedNever();
        });
        model.SharedTypeEntity<Dictionary<string, object>>("audit_end", end =>
        {
            end.ToTable("audit_end");
            end.Property<int>("One").ValueGeneratedNever();
            end.Property<long>("Number");
            end.Property<byte[]>("Hash").IsRequired();
            end.HasKey("One");
        });
    }

    private static void AddTokens(ModelBuilder model) => model.Entity<Token>(token =>
    {
        token.ToTable("token").HasKey(t => t.Id);
        token.Property(t => t.Id).ValueGeneratedNever();
        token.HasIndex(t => t.Hash).IsUnique().HasDatabaseName("token_hash");
        token.HasIndex(t => t.Person).HasDatabaseName("token_of_person");
        token.HasOne<Person>().WithMany().HasForeignKey(t => t.Person);
    });

    /// <summary>
    /// What browsing reads: an index for each order of a subject's and of a topic's public maps, which holds the facets too, so that
    /// a filter looks at no row it does not show; and how many maps there are, counted by triggers.
    /// </summary>
    private static void AddShelves(ModelBuilder model, bool isPostgres)
    {
        model.Entity<StoredMap>(map =>
        {
            // Thousandths of a star. Best: as if five people had given 3 before anybody came, so that one 5 is not above twenty 4.8.
            map.Property<int>("Best").HasComputedColumnSql("(rating_sum + 15) * 1000 / (rating_count + 5)", stored: isPostgres);
            map.Property<int>("Rated").HasComputedColumnSql("COALESCE(rating_sum * 1000 / NULLIF(rating_count, 0), 0)", stored: isPostgres);
            foreach (var scope in (string[][])[["Subject"], ["Subject", "Topic"]])
                foreach (var order in (string[][])[["Best", "ChangedAt"], ["Rated", "ChangedAt"], ["ChangedAt"]])
                    map.HasIndex([.. scope, .. order, "Id", "Level", "Board", "Licence"], $"shelf_{scope[^1]}_{order[0]}".ToLowerInvariant()).HasFilter("visibility = 'Public'");
        });
        model.SharedTypeEntity<Dictionary<string, object>>("shelf_count", count =>
        {
            string[] key = ["Subject", "Topic", "Level", "Board", "Licence"];
            count.ToTable("shelf_count");
            foreach (var part in key) count.Property<string>(part);
            count.Property<int>(nameof(Maps));
            count.HasKey(key);
        });
    }

    private static void AddClasses(ModelBuilder model)
    {
        model.Entity<SchoolClass>(one =>
        {
            one.ToTable("class").HasKey(c => c.Id);
            one.Property(c => c.Id).ValueGeneratedNever();
            one.HasOne<Person>().WithMany().HasForeignKey(c => c.Teacher);
            one.HasIndex(c => c.Teacher).HasDatabaseName("class_of_teacher");
            one.HasIndex(c => c.Code).IsUnique().HasDatabaseName("class_code");
        });
        model.Entity<ClassMember>(member =>
        {
            member.ToTable("class_member").HasKey(m => new { m.Class, m.Person });
            member.HasOne<SchoolClass>().WithMany().HasForeignKey(m => m.Class);
            member.HasOne<Person>().WithMany().HasForeignKey(m => m.Person);
            member.HasIndex(m => m.Person).HasDatabaseName("class_of_member");
        });
        model.Entity<ClassMap>(map =>
        {
            map.ToTable("class_map").HasKey(m => new { m.Class, m.Map });
            map.HasOne<SchoolClass>().WithMany().HasForeignKey(m => m.Class);
            map.HasOne<StoredMap>().WithMany().HasForeignKey(m => m.Map);
            map.HasOne<Person>().WithMany().HasForeignKey(m => m.By);
            map.HasIndex(m => m.Map).HasDatabaseName("class_map_of_map");
            map.HasIndex(m => m.By).HasDatabaseName("class_map_of_person");
        });
        model.Entity<ClassDone>(done =>
        {
            done.ToTable("class_done").HasKey(d => new { d.Class, d.Map, d.Person });
            done.HasOne<ClassMap>().WithMany().HasForeignKey(d => new { d.Class, d.Map });
            done.HasOne<ClassMember>().WithMany().HasForeignKey(d => new { d.Class, d.Person });
            done.HasOne<Person>().WithMany().HasForeignKey(d => d.Person);
            done.HasIndex(d => new { d.Class, d.Person }).HasDatabaseName("class_done_of_member");
            done.HasIndex(d => d.Person).HasDatabaseName("class_done_of_person");
        });
        model.Entity<AccessEntry>(entry =>
        {
            entry.ToTable("access_entry").HasKey(e => e.Id);
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.HasOne<Person>().WithMany().HasForeignKey(e => e.Person).OnDelete(DeleteBehavior.Cascade);
            entry.HasOne<Person>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.SetNull);
            entry.HasOne<SchoolClass>().WithMany().HasForeignKey(e => e.Class).OnDelete(DeleteBehavior.SetNull);
            entry.HasOne<StoredMap>().WithMany().HasForeignKey(e => e.Map).OnDelete(DeleteBehavior.SetNull);
            entry.HasIndex(e => new { e.Person, e.Id }).HasDatabaseName("access_of_person");
            entry.HasIndex(e => e.By).HasDatabaseName("access_by_person");
            entry.HasIndex(e => e.Class).HasDatabaseName("access_in_class");
            entry.HasIndex(e => e.Map).HasDatabaseName("access_to_map");
        });
    }

    private static void AddKeptAnswers(ModelBuilder model) => model.Entity<KeptAnswer>(answer =>
    {
        answer.ToTable("kept_answer").HasKey(a => new { a.Person, a.Key });
        answer.HasIndex(a => a.At).HasDatabaseName("kept_answer_age");
        answer.HasIndex(a => a.Map).HasDatabaseName("kept_answer_of_map");
        answer.HasOne<Person>().WithMany().HasForeignKey(a => a.Person);
        answer.HasOne<StoredMap>().WithMany().HasForeignKey(a => a.Map).OnDelete(DeleteBehavior.Cascade);
    });

    private static void AddImages(ModelBuilder model) => model.Entity<StoredImage>(image =>
    {
        image.ToTable("map_image").HasKey(i => new { i.Map, i.Sha256 });
        image.HasOne<StoredMap>().WithMany().HasForeignKey(i => i.Map);
    });

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => !char.IsUpper(c) ? $"{c}" : i == 0 ? $"{char.ToLowerInvariant(c)}" : $"_{char.ToLowerInvariant(c)}"));
}

/// <summary>The library in SQLite.</summary>
public sealed class SqliteLibraryContext(DbContextOptions<SqliteLibraryContext> options) : LibraryContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // 16 bytes that sort by time, where text would take 36.
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuid>();
    }
}

/// <summary>The library in PostgreSQL.</summary>
public sealed class PostgresLibraryContext(DbContextOptions<PostgresLibraryContext> options) : LibraryContext(options);

/// <summary>Instants are kept as milliseconds since 1970, UTC.</summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
    at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

internal sealed class BigEndianGuid() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true), bytes => new Guid(bytes, true));

/// <summary>For the migration tool only: it writes code and opens no database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteLibraryContext>
{
    public SqliteLibraryContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For the migration tool only: it writes code and opens no database.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresLibraryContext>
{
    public PostgresLibraryContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresLibraryContext>().UseNpgsql("Host=localhost").Options);
}
