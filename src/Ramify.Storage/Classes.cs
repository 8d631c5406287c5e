using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Where a person sits in a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Person">Who.</param>
/// <param name="TeacherName">Its teacher's display name.</param>
public sealed record ClassSeat(SchoolClass Class, Guid Person, string TeacherName)
{
    /// <summary>Whether it is the teacher's; else a pupil's.</summary>
    public bool IsTeacher => Class.Teacher == Person;
}

/// <summary>A class in a person's list of classes.</summary>
/// <param name="Seat">The class, and where the person sits in it.</param>
/// <param name="PupilCount">How many joined it.</param>
/// <param name="SetCount">How many maps are set.</param>
/// <param name="DoneCount">How many of these the person has done.</param>
public sealed record ClassLine(ClassSeat Seat, int PupilCount, int SetCount, int DoneCount);

/// <summary>A map on the page of a class.</summary>
/// <param name="Map">The map.</param>
/// <param name="Place">How it came there.</param>
/// <param name="ByName">The display name of who put it there.</param>
/// <param name="IsDone">Whether the pupil who asks has done it.</param>
/// <param name="DoneCount">How many pupils have.</param>
public sealed record ClassWork(StoredMap Map, ClassMap Place, string ByName, bool IsDone, int DoneCount);

/// <summary>A pupil as the teacher sees one.</summary>
/// <param name="Person">The pupil.</param>
/// <param name="Name">The display name.</param>
/// <param name="JoinedAt">Since when.</param>
/// <param name="DoneCount">How many set maps the pupil has done.</param>
/// <param name="DoneAt">When the pupil did the map that was asked for; null where not, or none was.</param>
/// <param name="IsStudent">Whether the teacher may make a new sign-in: not for other teachers or moderators.</param>
public sealed record Pupil(Guid Person, string Name, DateTimeOffset JoinedAt, int DoneCount, DateTimeOffset? DoneAt, bool IsStudent);

/// <summary>Classes: a teacher, the pupils who joined with a code, the maps set for them, and what is done.</summary>
public sealed class Classes
{
    public const int MaxName = 60;
    public const int MostPupils = 200;
    public const int MostClasses = 60;
    public const int MostMaps = 300;

    // Without vowels, which make words, and without signs that look like others: 38 bits, tries are counted.
    private const string Alphabet = "BCDFGHJKMNPQRSTVWXYZ23456789";
    private const int CodeHalf = 4;
    private const string Columns = "c.id, c.teacher, c.name, c.code, c.shows_accuracy, c.created_at, c.archived_at";

    /// <summary>Whether the people of a class see a map of it: a public one, or one that its owner put there and lets be seen.</summary>
    private const string IsSeen = "(m.visibility = 'Public' OR (m.visibility IN ('Class', 'Link') AND m.owner = cm.\"by\"))";
    private readonly Library library;

    internal Classes(Library library) => this.library = library;

    /// <summary>Why a class is not made with this name, in one plain sentence; null where it may.</summary>
    public string? Fault(Guid teacher, string name)
    {
        if (NameFault(name) is { } fault) return fault;
        using var connection = library.Connect();
        return connection.Scalar<long>("SELECT count(*) FROM class WHERE teacher = @teacher", ("@teacher", teacher)) >= MostClasses ? $"You have {MostClasses} classes; please delete one that is over." : null;
    }

    /// <summary>Why a class is not called this, in one plain sentence; null where it may be.</summary>
    public static string? NameFault(string name) => name.Length is 0 or > MaxName || name.Any(char.IsControl) ? $"A class has a name of at most {MaxName} characters." : null;

    /// <summary>Makes a class with a join code.</summary>
    public Guid Make(Guid teacher, string name)
    {
        var now = library.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        using var connection = library.Connect();
        connection.Execute("INSERT INTO class (id, teacher, name, code, shows_accuracy, created_at) VALUES (@id, @teacher, @name, @code, 0, @now)",
            ("@id", id), ("@teacher", teacher), ("@name", name), ("@code", NewCode()), ("@now", now));
        return id;
    }

    /// <summary>Where a person sits in a class; null where there is no such class, or the person is not in it.</summary>
    public ClassSeat? Seat(Guid person, Guid id)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new ClassSeat(Read(r), person, r.GetString(7)), $"""
            SELECT {Columns}, p.user_name FROM class c JOIN person p ON p.id = c.teacher
            WHERE c.id = @id AND (c.teacher = @person OR EXISTS (SELECT 1 FROM class_member WHERE class = c.id AND person = @person))
            """, ("@id", id), ("@person", person)).FirstOrDefault();
    }

    /// <summary>The classes that a person teaches or has joined, those in use first.</summary>
    public IReadOnlyList<ClassLine> Of(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new ClassLine(new(Read(r), person, r.GetString(7)), r.GetInt32(8), r.GetInt32(9), r.GetInt32(10)), $"""
            SELECT {Columns}, p.user_name, (SELECT count(*) FROM class_member WHERE class = c.id), (SELECT count(*) FROM class_map WHERE class = c.id AND is_set),
                (SELECT count(*) FROM class_done WHERE class = c.id AND person = @person)
            FROM class c JOIN person p ON p.id = c.teacher WHERE c.teacher = @person OR c.id IN (SELECT class FROM class_member WHERE person = @person)
            ORDER BY c.archived_at IS NOT NULL, c.created_at DESC
            """, ("@person", person));
    }

    /// <summary>The class that a join code opens, with its teacher's name; null where there is none, or nobody may join it any more.</summary>
    /// <param name="code">As it was typed: spaces, hyphens and case do not matter.</param>
    public ClassSeat? ByCode(string code)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new ClassSeat(Read(r), default, r.GetString(7)), $"SELECT {Columns}, p.user_name FROM class c JOIN person p ON p.id = c.teacher WHERE c.code = @code AND c.archived_at IS NULL",
            ("@code", Plain(code))).FirstOrDefault();
    }

    /// <summary>Why nobody more may join a class, in one plain sentence; null where there is room.</summary>
    public string? FullFault(SchoolClass one)
    {
        using var connection = library.Connect();
        return connection.Scalar<long>("SELECT count(*) FROM class_member WHERE class = @class", ("@class", one.Id)) >= MostPupils ? $"The class is full: it has {MostPupils} pupils." : null;
    }

    /// <summary>Seats a pupil; whoever sits there already stays.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Join(Guid person, SchoolClass one)
    {
        if (one.Teacher == person) return null;
        using var connection = library.Connect();
        connection.Execute("""
            INSERT INTO class_member (class, person, joined_at) SELECT @class, @person, @now
            WHERE (SELECT count(*) FROM class_member WHERE class = @class) < @most ON CONFLICT DO NOTHING
            """, ("@class", one.Id), ("@person", person), ("@now", library.Clock.GetUtcNow()), ("@most", MostPupils));
        return Seat(person, one.Id) is null ? FullFault(one) : null;
    }

    /// <summary>Gives a class another name.</summary>
    public void Rename(SchoolClass one, string name) => Change(one, "name = @value", name);

    /// <summary>A new join code; the one before stops working.</summary>
    public void RenewCode(SchoolClass one) => Change(one, "code = @value", NewCode());

    /// <summary>Nobody joins any more; who is in it stays.</summary>
    public void CloseJoining(SchoolClass one) => Change(one, "code = @value", null);

    /// <summary>Puts a class away, where nobody joins it and nothing is set; or takes it out again.</summary>
    public void Archive(SchoolClass one, bool isOver) => Change(one, "archived_at = @value", isOver ? library.Clock.GetUtcNow() : null);

    /// <summary>Deletes a class with its record of what was done. The maps stay with their owners.</summary>
    public void Delete(SchoolClass one)
    {
        using var connection = library.Connect();
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("DELETE FROM class WHERE id = @id", ("@id", one.Id));
            HideUnseen(connection);
            transaction.Commit();
        }
        Library.ForgetLog(connection);
    }

    /// <summary>The pupils of a class by name.</summary>
    /// <param name="one">The class.</param>
    /// <param name="map">A set map, where it is asked who has done it.</param>
    public IReadOnlyList<Pupil> Pupils(SchoolClass one, Guid? map = null)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Pupil(r.Id(0), r.GetString(1), r.At(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.At(4), r.GetString(5) == nameof(Role.Student)), """
            SELECT p.id, p.user_name, m.joined_at, (SELECT count(*) FROM class_done d WHERE d.class = m.class AND d.person = p.id),
                (SELECT at FROM class_done d WHERE d.class = m.class AND d.person = p.id AND d.map = @map), p.role
            FROM class_member m JOIN person p ON p.id = m.person WHERE m.class = @class ORDER BY p.normalized_user_name
            """, ("@class", one.Id), ("@map", map));
    }

    /// <summary>Takes a pupil out of a class: what the pupil showed there, and the record of what was done, goes along.</summary>
    /// <returns>Whether the pupil was in it.</returns>
    public bool Leave(SchoolClass one, Guid person)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var gone = connection.Execute("DELETE FROM class_member WHERE class = @class AND person = @person", ("@class", one.Id), ("@person", person)) > 0;
        if (gone) connection.Execute("DELETE FROM class_map WHERE class = @class AND \"by\" = @person", ("@class", one.Id), ("@person", person));
        HideUnseen(connection);
        transaction.Commit();
        return gone;
    }

    /// <summary>
    /// Sets a map for a class, or names another date. A map of the teacher's own that nobody else saw is then seen by the class.
    /// </summary>
    /// <param name="seat">The teacher's.</param>
    /// <param name="map">A public map, or one of the teacher's own.</param>
    /// <param name="dueOn">The day by which it is to be done; null for none.</param>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Set(ClassSeat seat, StoredMap map, DateOnly? dueOn)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (connection.Scalar<long>("SELECT count(*) FROM class_map WHERE class = @class", ("@class", seat.Class.Id)) >= MostMaps) return $"A class has at most {MostMaps} maps.";
        if (map.Owner == seat.Person) connection.Execute("UPDATE map SET visibility = 'Class', version = version + 1 WHERE id = @map AND visibility = 'Private'", ("@map", map.Id));
        Put(connection, seat.Class.Id, map.Id, seat.Person, library.Clock.GetUtcNow());
        connection.Execute("UPDATE class_map SET is_set = 1, due_on = @due WHERE class = @class AND map = @map",
            ("@class", seat.Class.Id), ("@map", map.Id), ("@due", dueOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        transaction.Commit();
        return null;
    }

    /// <summary>Takes a map off the page of a class, and the record of who has done it.</summary>
    public void TakeOff(SchoolClass one, Guid map)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM class_map WHERE class = @class AND map = @map", ("@class", one.Id), ("@map", map));
        HideUnseen(connection);
        transaction.Commit();
    }

    /// <summary>The maps of a class that its people see: what is set, the nearest date first, then what is shown.</summary>
    public IReadOnlyList<ClassWork> Maps(ClassSeat seat)
    {
        using var connection = library.Connect();
        return Read(connection, seat, "", default);
    }

    /// <summary>One map of a class; null where there is none that its people see.</summary>
    public ClassWork? Map(ClassSeat seat, Guid map)
    {
        using var connection = library.Connect();
        return Read(connection, seat, "AND m.id = @map", map).FirstOrDefault();
    }

    /// <summary>A pupil says that a set map is done, or takes that back.</summary>
    public void Mark(ClassSeat seat, Guid map, bool isDone)
    {
        using var connection = library.Connect();
        if (isDone)
            connection.Execute("INSERT INTO class_done (class, map, person, at) SELECT class, map, @person, @now FROM class_map WHERE class = @class AND map = @map AND is_set ON CONFLICT DO NOTHING",
                ("@class", seat.Class.Id), ("@map", map), ("@person", seat.Person), ("@now", library.Clock.GetUtcNow()));
        else connection.Execute("DELETE FROM class_done WHERE class = @class AND map = @map AND person = @person", ("@class", seat.Class.Id), ("@map", map), ("@person", seat.Person));
    }

    /// <summary>The classes that a person shows a map to.</summary>
    public IReadOnlyList<SchoolClass> ShownTo(StoredMap map)
    {
        using var connection = library.Connect();
        return connection.Rows(Read, $"SELECT {Columns} FROM class c JOIN class_map cm ON cm.class = c.id WHERE cm.map = @map AND cm.\"by\" = @owner ORDER BY c.created_at", ("@map", map.Id), ("@owner", map.Owner));
    }

    /// <summary>Shows a map to the classes of its owner that are named, and to no others; what is set stays set.</summary>
    /// <returns>To how many.</returns>
    internal int Show(SqliteConnection connection, StoredMap map, IReadOnlyCollection<Guid> classes)
    {
        var own = connection.Rows(r => r.Id(0), "SELECT id FROM class WHERE teacher = @owner UNION SELECT class FROM class_member WHERE person = @owner", ("@owner", map.Owner)).Where(classes.Contains).ToList();
        foreach (var one in connection.Rows(r => r.Id(0), "SELECT class FROM class_map WHERE map = @map AND \"by\" = @owner", ("@map", map.Id), ("@owner", map.Owner)).Except(own))
            connection.Execute("DELETE FROM class_map WHERE class = @class AND map = @map", ("@class", one), ("@map", map.Id));
        foreach (var one in own) Put(connection, one, map.Id, map.Owner!.Value, library.Clock.GetUtcNow());
        return own.Count;
    }

    private static void Put(SqliteConnection connection, Guid one, Guid map, Guid by, DateTimeOffset now) => connection.Execute(
        "INSERT INTO class_map (class, map, \"by\", at, is_set) VALUES (@class, @map, @by, @now, 0) ON CONFLICT DO NOTHING",
        ("@class", one), ("@map", map), ("@by", by), ("@now", now));

    /// <summary>A map that was shown to classes only, and to none any more, is its owner's alone.</summary>
    private static void HideUnseen(SqliteConnection connection) => connection.Execute(
        "UPDATE map SET visibility = 'Private', version = version + 1 WHERE visibility = 'Class' AND NOT EXISTS (SELECT 1 FROM class_map cm WHERE cm.map = map.id AND cm.\"by\" = map.owner)");

    private static List<ClassWork> Read(SqliteConnection connection, ClassSeat seat, string condition, Guid map) => connection.Rows(r =>
    {
        var at = MapRows.ColumnCount;
        var place = new ClassMap { Class = seat.Class.Id, Map = r.Id(0), By = r.Id(at), At = r.At(at + 1), IsSet = r.GetBoolean(at + 2), DueOn = r.Text(at + 3) };
        return new ClassWork(MapRows.Read(r), place, r.GetString(at + 4), r.GetBoolean(at + 5), r.GetInt32(at + 6));
    }, $"""
        SELECT {MapRows.ColumnsOf("m")}, cm."by", cm.at, cm.is_set, cm.due_on, p.user_name,
            EXISTS (SELECT 1 FROM class_done d WHERE d.class = cm.class AND d.map = cm.map AND d.person = @person), (SELECT count(*) FROM class_done d WHERE d.class = cm.class AND d.map = cm.map)
        FROM class_map cm JOIN map m ON m.id = cm.map JOIN person p ON p.id = cm."by" WHERE cm.class = @class AND {IsSeen} {condition}
        ORDER BY cm.is_set DESC, cm.due_on IS NULL, cm.due_on, cm.at DESC
        """, ("@class", seat.Class.Id), ("@person", seat.Person), ("@map", map));

    private void Change(SchoolClass one, string assignment, object? value)
    {
        using var connection = library.Connect();
        connection.Execute($"UPDATE class SET {assignment} WHERE id = @id", ("@id", one.Id), ("@value", value));
    }

    private static SchoolClass Read(SqliteDataReader row) => new()
    {
        Id = row.Id(0), Teacher = row.Id(1), Name = row.GetString(2), Code = row.Text(3), ShowsAccuracy = row.GetBoolean(4), CreatedAt = row.At(5), ArchivedAt = row.IsDBNull(6) ? null : row.At(6),
    };

    private static string NewCode() => $"{RandomNumberGenerator.GetString(Alphabet, CodeHalf)}-{RandomNumberGenerator.GetString(Alphabet, CodeHalf)}";

    private static string Plain(string typed)
    {
        var signs = string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Take(2 * CodeHalf + 1));
        return signs.Length == 2 * CodeHalf ? $"{signs[..CodeHalf]}-{signs[CodeHalf..]}" : "";
    }
}
