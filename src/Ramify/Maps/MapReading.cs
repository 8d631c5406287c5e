namespace Ramify.Maps;

/// <summary>What came of reading a file: the maps and what was noticed, or one refusal.</summary>
/// <param name="Format">The format that was read: "text", "ramify" ...</param>
/// <param name="Maps">The maps, one a sheet; empty where the file was refused.</param>
/// <param name="Problems">What the reader mended, joined or left out, in the order of the file.</param>
/// <param name="Refusal">Why nothing was read; null where something was.</param>
public sealed record MapReading(string Format, IReadOnlyList<MindMap> Maps, IReadOnlyList<MapProblem> Problems, Refusal? Refusal)
{
    /// <summary>The only map, or the first of several sheets.</summary>
    /// <exception cref="InvalidOperationException">The file was refused.</exception>
    public MindMap Map => Refusal is null ? Maps[0] : throw new InvalidOperationException(Refusal.Message);

    /// <summary>Raster images that the file carries, by the SHA-256 that nodes name; empty for most formats.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Images { get; init; } = ImageBytes.None;

    /// <summary>A reading that ends in a refusal: nothing is imported.</summary>
    public static MapReading Refused(string format, string code, string message, int? line = null) =>
        new(format, [], [], new Refusal(code, message, line));
}

/// <summary>Something a reader noticed and went on from.</summary>
/// <param name="Line">1-based line of the input; 0 where it has none.</param>
/// <param name="Code">Stable name: "joined", "not_joined", "mixed_indent" ...</param>
/// <param name="Message">One plain sentence.</param>
public sealed record MapProblem(int Line, string Code, string Message);

/// <summary>Why an input was not read, and what to do.</summary>
/// <param name="Code">Stable name: "too_deep", "too_many_nodes", "text_too_long", "too_large", "empty" ...</param>
/// <param name="Message">One plain sentence that says what is wrong and the remedy.</param>
/// <param name="Line">1-based line where it was met; null where there is none.</param>
public sealed record Refusal(string Code, string Message, int? Line);
