namespace Ramify.Storage.Model;

/// <summary>Somebody beside the owner who may edit a map.</summary>
public sealed class MapEditor
{
    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>Who.</summary>
    public required Guid Person { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset At { get; init; }
}
