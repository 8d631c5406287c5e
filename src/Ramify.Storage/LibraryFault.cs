using Microsoft.Data.Sqlite;

namespace Ramify.Storage;

/// <summary>Why a library cannot be used, in one plain sentence that says what to do.</summary>
/// <param name="Sentence">The sentence; it names no secret.</param>
public sealed record LibraryFault(string Sentence)
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>What an exception says about the library, or about a map in it; null where it is about something else.</summary>
    public static LibraryFault? Of(Exception failed)
    {
        for (Exception? e = failed; e is not null; e = e.InnerException)
            if (e is NewerChangeException newer) return new(newer.Message);
            else if (e is SqliteException sqlite && Words(sqlite.SqliteErrorCode) is { } sentence) return new(sentence);
        return null;
    }

    private static string? Words(int code) => code switch
    {
        Busy or Locked => "Another program holds the library locked; end it, or wait until it is done.",
        ReadOnly => "The library can be read but not written; look at the owner and the rights of the folder and of every file in it, and whether the disk is mounted for writing.",
        InputOutput => "The disk reports a fault; look at its state, and restore a backup if need be.",
        Corrupt => "The library is damaged; restore a backup.",
        Full => "The disk is full; make room.",
        CannotOpen => "The library cannot be opened; look at the owner and the rights of the folder and of every file in it.",
        NotADatabase => "The file ramify.db is not a library.",
        _ => null,
    };
}

/// <summary>A library cannot be opened; the message says why and what to do.</summary>
public sealed class LibraryUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
