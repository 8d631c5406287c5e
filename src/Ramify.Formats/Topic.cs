using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>A node of a file in the making. Readers hang topics under topics in any order; <see cref="Sheet"/> makes the map.</summary>
/// <remarks>The same topic may hang under several parents: it becomes a shared node.</remarks>
internal sealed class Topic(string text, int line, int longestNote = int.MaxValue)
{
    public string Text = text;

    /// <summary>1-based line of the file; 0 where lines mean nothing.</summary>
    public readonly int Line = line;

    public string? Note, Link, Date, Image;
    public bool Folded;
    public NodeStyle Style;
    public List<string>? Tags;
    public SortedDictionary<string, string>? Unknown;
    public Guid? Id;
    public List<Topic>? Children;

    /// <summary>The parent that the file names as the primary one; null leaves it to the shortest path.</summary>
    public Topic? PrimaryParent;

    /// <summary>Set on a mere entry that says by an id that another topic stands here too.</summary>
    public bool IsEntry;

    /// <summary>The topic that an entry stands for; null where the file has none of that id.</summary>
    public Topic? StandsFor;

    /// <summary>The parent under which the walk met it first.</summary>
    public Topic? FirstParent;

    /// <summary>Its node once the map is made.</summary>
    public Node? Node;

    /// <summary>Whether the walk that makes the map is below it just now.</summary>
    public bool IsOpen;

    public void Add(Topic child) => (Children ??= []).Add(child);

    public void Tag(string? tag)
    {
        if (tag is not null && tag.AsSpan().Trim().Length > 0) (Tags ??= []).Add(tag);
    }

    /// <summary>An icon of another program is a tag with this mark before its name, so that it is seen, found and goes back.</summary>
    public const string IconMark = "icon:";

    public void Icon(string? name)
    {
        if (!string.IsNullOrWhiteSpace(name)) Tag(IconMark + name.Trim());
    }

    public void AddNote(string? note)
    {
        if (string.IsNullOrEmpty(note)) return;
        // At once, not when the map is made: notes that grow piece by piece would cost the square of their length.
        if ((Note?.Length ?? 0) + note.Length > longestNote)
            throw new RefusedException("text_too_long", $"A node has a note of more than {longestNote:N0} characters; divide it into several.", Line == 0 ? null : Line);
        Note = string.IsNullOrEmpty(Note) ? note : $"{Note}\n\n{note}";
    }

    /// <summary>Keeps an attribute that only its own format understands.</summary>
    public void Keep(string name, string value) => (Unknown ??= new(StringComparer.Ordinal))[name] = value;
}
