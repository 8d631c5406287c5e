using System.Data.Common;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>
/// The library: one SQLite file in a folder, in WAL mode with synchronous=FULL, so that nothing acknowledged is lost.
/// Safe for use by several threads and several processes.
/// </summary>
public sealed class Library
{
    private readonly DbContextOptions<SqliteLibraryContext> options;
    private readonly string connectionString;

    private Library(string folder, TimeProvider clock)
    {
        Folder = Path.GetFullPath(folder);
        Clock = clock;
        Rooms = new RoomHost(this);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(Folder, FileName),
            ForeignKeys = true,
            // Seconds that a statement waits for another writer before it says that the library is busy.
            DefaultTimeout = 10,
        }.ToString();
        options = new DbContextOptionsBuilder<SqliteLibraryContext>()
            .UseSqlite(connectionString).AddInterceptors(new Durable()).Options;
    }

    /// <summary>The file in the folder that holds all but keys.</summary>
    public const string FileName = "ramify.db";

    /// <summary>The folder that holds everything the library keeps.</summary>
    public string Folder { get; }

    /// <summary>Subjects, topics, levels and boards.</summary>
    public Taxonomy Taxonomy { get; private set; } = null!;

    /// <summary>Maps by address, lists, and what is like a map.</summary>
    public Shelves Shelves => new(this);

    /// <summary>Maps that go into the library.</summary>
    public Publishing Publishing => new(this);

    /// <summary>Maps pasted without an account.</summary>
    public Drafts Drafts => new(this);

    /// <summary>Where people are signed in.</summary>
    public Sessions Sessions => new(this);

    /// <summary>Codes on paper.</summary>
    public RecoveryCodes RecoveryCodes => new(this);

    /// <summary>Every public map, a page at a time.</summary>
    public Catalogue Catalogue => new(this);

    /// <summary>Words with which programs speak for people.</summary>
    public Tokens Tokens => new(this);

    /// <summary>The maps of people.</summary>
    public OwnMaps OwnMaps => new(this);

    /// <summary>Lists of public maps.</summary>
    public Browsing Browsing => new(this);

    /// <summary>Teachers' classes.</summary>
    public Classes Classes => new(this);

    /// <summary>What pupils are told of what their teachers did.</summary>
    public AccessLog AccessLog => new(this);

    /// <summary>Who may edit maps beside their owners.</summary>
    public Editors Editors => new(this);

    /// <summary>The maps that are open for editing.</summary>
    public RoomHost Rooms { get; }

    /// <summary>What moderators change about subjects and topics.</summary>
    public TaxonomyDesk TaxonomyDesk => new(this);

    /// <summary>Copies to adapt.</summary>
    public Adapting Adapting => new(this);

    /// <summary>What people say about maps.</summary>
    public Comments Comments => new(this);

    /// <summary>Stars that people give.</summary>
    public Ratings Ratings => new(this);

    /// <summary>Lists of maps that people keep.</summary>
    public SavedLists SavedLists => new(this);

    /// <summary>The images that nodes show.</summary>
    public MapImages MapImages => new(this);

    /// <summary>Other texts that readers suggest.</summary>
    public Corrections Corrections => new(this);

    /// <summary>Maps that readers report.</summary>
    public MapReports MapReports => new(this);

    /// <summary>Answers to requests that programs named with a key.</summary>
    public KeptAnswers KeptAnswers => new(this);

    /// <summary>What people are told.</summary>
    public Notices Notices => new(this);

    /// <summary>What moderators decide.</summary>
    public Moderation Moderation => new(this);

    /// <summary>Who kept order, and how.</summary>
    public Audit Audit => new(this);

    /// <summary>Everything the library holds of a person.</summary>
    public PersonalData PersonalData => new(this);

    internal TimeProvider Clock { get; }

    /// <summary>Opens the library in a folder; makes it, and brings an older one up to date, where needed.</summary>
    /// <exception cref="LibraryUnavailableException">The file is no library, cannot be written, stays locked, or was made by a newer program.</exception>
    public static Library Open(string folder, TimeProvider? clock = null)
    {
        var library = new Library(folder, clock ?? TimeProvider.System);
        try
        {
            library.Open();
            return library;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LibraryUnavailableException($"The library in {library.Folder} cannot be opened. {LibraryFault.Of(e)?.Sentence ?? e.Message}", e);
        }
    }

    /// <summary>Closes the connections that are kept open for the next user of them, so that files can be removed.</summary>
    public static void Close() => SqliteConnection.ClearAllPools();

    /// <summary>Why the library cannot be read and written just now; null where it can. Waits as long as any writer would.</summary>
    public LibraryFault? Fault()
    {
        try
        {
            using var connection = Connect();
            TakeTurn(connection);
            return null;
        }
        catch (SqliteException e)
        {
            return LibraryFault.Of(e) ?? new(e.Message);
        }
    }

    /// <summary>A unit of work over the ordinary tables.</summary>
    public LibraryContext Context() => new SqliteLibraryContext(options);

    /// <summary>Reads subjects and topics anew.</summary>
    internal void ReadTaxonomy(SqliteConnection connection) => Taxonomy = Taxonomy.Load(connection);

    /// <summary>An open connection for plain SQL; the caller disposes it.</summary>
    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        Durable.Apply(connection);
        return connection;
    }

    /// <summary>Tells whether anybody, in any process, changed the library since the last look. Dispose it when done.</summary>
    public LibraryWatch Watch() => new(Connect());

    /// <summary>
    /// Empties the write-ahead log, in which deleted rows would otherwise stand until it is next overwritten. A reader in the middle
    /// of a page can hold that up for a moment; what still fails is done by the next deletion or the next start.
    /// </summary>
    internal static void ForgetLog(SqliteConnection connection)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            if (connection.Rows(r => r.GetInt32(0), "PRAGMA wal_checkpoint(TRUNCATE)")[0] == 0) return;
            Thread.Sleep(50);
        }
    }

    private void Open()
    {
        Directory.CreateDirectory(Folder);
        using var connection = Connect();
        Migrate(connection);
        ReadTaxonomy(connection);
        // What can only be read is found out now, not with the first thing that somebody wants kept.
        TakeTurn(connection);
    }

    /// <summary>Takes the writers' lock and gives it back: nothing is written.</summary>
    private static void TakeTurn(SqliteConnection connection) => connection.BeginTransaction().Dispose();

    private void Migrate(SqliteConnection connection)
    {
        var (applied, known) = (LastApplied(connection), LastKnown());
        if (applied is null) Create(connection);
        else if (string.CompareOrdinal(applied, known) > 0) throw new LibraryUnavailableException($"The library in {Folder} was made by a newer Ramify; use that one, or restore a backup.");
        else if (applied != known) BringUpToDate();
    }

    /// <summary>
    /// All that is missing, in one transaction: killed half-way nothing has happened, and the older program still opens the library (E16).
    /// EF's own way keeps a lock in a table, which would outlive a killed program and hold up every later one for ever.
    /// </summary>
    private void BringUpToDate()
    {
        using var connection = Connect();
        // A table that is built anew must not take along what hangs on its rows; that can only be said outside of a transaction.
        connection.Execute("PRAGMA foreign_keys = OFF");
        using (var transaction = connection.BeginTransaction())
        {
            // Another process may have been faster.
            if (LastApplied(connection) is { } applied && applied != LastKnown())
            {
                using var context = Context();
                connection.Execute(context.GetService<IMigrator>().GenerateScript(applied, null, MigrationsSqlGenerationOptions.NoTransactions));
                if (connection.Rows(r => r.GetString(0), "PRAGMA foreign_key_check") is [var table, ..]) throw new InvalidOperationException($"A migration left rows of {table} that hang on nothing.");
            }
            transaction.Commit();
        }
        connection.Execute("PRAGMA foreign_keys = ON");
    }

    /// <summary>
    /// A new library, from the script of all migrations: asking EF would take most of the first second of a first start.
    /// A test holds the script equal to the migrations.
    /// </summary>
    private static void Create(SqliteConnection connection)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        // Another process may have been faster.
        if (LastApplied(connection) is not null) return;
        connection.Execute(NewLibraryScript());
        Taxonomy.Seed(connection);
        transaction.Commit();
    }

    internal static string NewLibraryScript()
    {
        using var script = new StreamReader(typeof(Library).Assembly.GetManifestResourceStream("new.sql")!);
        return script.ReadToEnd();
    }

    private static string? LastApplied(SqliteConnection connection) =>
        connection.Scalar<string>("SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'") is null ? null
        : connection.Scalar<string>("SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\"");

    private static string? LastKnown() => typeof(Library).Assembly.GetTypes()
        .Where(t => t.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(SqliteLibraryContext))
        .Max(t => t.GetCustomAttribute<MigrationAttribute>()?.Id);

    /// <summary>Both belong to a connection, not to the file. What is deleted is overwritten: a person who leaves takes everything along.</summary>
    private sealed class Durable : DbConnectionInterceptor
    {
        public static void Apply(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";
            command.ExecuteNonQuery();
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }
    }
}
