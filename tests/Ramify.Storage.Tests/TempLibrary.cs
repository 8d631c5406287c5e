using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Storage.Tests;

/// <summary>A library of its own in a folder that goes with it.</summary>
internal sealed class TempLibrary : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ramify-library-").FullName;

    public Library Library { get; }

    public TempLibrary() => Library = Library.Open(Folder);

    /// <summary>The samples of the repository.</summary>
    public static string SamplesFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../samples");

    public static MindMap Map(string title, string? subject = "history", string? topic = "russia-1917-1991", string outline = "Root\n  One\n  Two") =>
        OutlineText.Read(outline, MapLimits.Upload).Map is var map ? map.As(Guid.CreateVersion7(), new MapInfo { Title = title, Subject = subject, Topic = topic }) : null!;

    public StoredMap Publish(string title, string? topic = "russia-1917-1991", string? subject = "history") =>
        Library.Shelves.Find(Library.Publishing.Publish(Map(title, subject, topic)).Id)!;

    public Guid AddPerson(string name) => AddPerson(Library, name);

    public static Guid AddPerson(Library library, string name)
    {
        using var context = library.Context();
        var person = new Person { Id = Guid.CreateVersion7(), UserName = name, NormalizedUserName = name, Age = AgeBand.Teen };
        context.Add(person);
        context.SaveChanges();
        return person.Id;
    }

    public long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "ramify.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
