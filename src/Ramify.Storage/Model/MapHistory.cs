namespace Ramify.Storage.Model;

/// <summary>What a map was before its text was replaced; its nodes are kept as a document of their own.</summary>
public sealed class MapVersion
{
    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>Its place in the map's history, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When another took its place.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How many nodes it has.</summary>
    public int NodeCount { get; init; }
}

/// <summary>A map that another one was made from. Its words outlive it, unless its author asks for them to go.</summary>
public sealed class Credit
{
    /// <summary>The adapted map.</summary>
    public required Guid Map { get; init; }

    /// <summary>1 for what it was made from, 2 for what that was made from, and so on.</summary>
    public required int Step { get; init; }

    /// <summary>The map it was made from; null once that is gone.</summary>
    public Guid? Origin { get; set; }

    /// <summary>Its title when it was adapted; null once its author is gone.</summary>
    public string? Title { get; set; }

    /// <summary>Its author when it was adapted; null where none was named or its author is gone.</summary>
    public string? Author { get; set; }

    /// <summary>Its licence when it was adapted.</summary>
    public string? Licence { get; init; }
}
