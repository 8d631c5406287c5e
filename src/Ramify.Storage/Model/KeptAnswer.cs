namespace Ramify.Storage.Model;

/// <summary>What a program was answered to a request that it named with a key: asked again, it is answered the same. Kept for a day.</summary>
public sealed class KeptAnswer
{
    /// <summary>For whom the program spoke.</summary>
    public required Guid Person { get; init; }

    /// <summary>The key that the program chose.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked: the address and the body.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Status of the answer.</summary>
    public int Status { get; init; }

    /// <summary>Media type of the answer; null where it has none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where what was made is; null where nothing was.</summary>
    public string? Location { get; init; }

    /// <summary>Version of what was made; null where nothing was.</summary>
    public string? Tag { get; init; }

    /// <summary>The map that was made: the answer goes with it; null where none was.</summary>
    public Guid? Map { get; init; }

    /// <summary>The answer's body.</summary>
    public required byte[] Body { get; init; }
}
