namespace Ramify.Storage.Model;

/// <summary>An image that nodes of a map show. It is kept as long as the map: former texts may show it too.</summary>
public sealed class StoredImage
{
    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>SHA-256 of the body, as nodes name it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The image: PNG or JPEG, encoded anew when it came in.</summary>
    public required byte[] Body { get; init; }
}
