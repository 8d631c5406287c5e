using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>What few nodes have; immutable, so that nodes without any share <see cref="None"/>.</summary>
public sealed record NodeDetails
{
    /// <summary>Details of a node that has none.</summary>
    public static NodeDetails None { get; } = new();

    /// <summary>A longer remark, plain text with line breaks.</summary>
    public string? Note { get; init; }

    /// <summary>An http, https or mailto address; see <see cref="SafeLink"/>.</summary>
    public string? Link { get; init; }

    /// <summary>A date or period as the writer gave it: "1928", "1928-53", "1936-08-19".</summary>
    public string? Date { get; init; }

    /// <summary>Free tags in the writer's order.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whether the branch below is folded away.</summary>
    public bool Folded { get; init; }

    /// <summary>The node's own look, where it differs from its place in the map.</summary>
    public NodeStyle Style { get; init; }

    /// <summary>SHA-256 of an image kept with the map, 64 hexadecimal digits.</summary>
    public string? Image { get; init; }

    /// <summary>Attributes of a file that this program does not know, kept for the way back. Name to raw value.</summary>
    public ImmutableSortedDictionary<string, string> Unknown { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>These details with one of them as it is in another record.</summary>
    internal NodeDetails With(NodeField field, NodeDetails from) => field switch
    {
        NodeField.Note => this with { Note = from.Note },
        NodeField.Link => this with { Link = from.Link },
        NodeField.Date => this with { Date = from.Date },
        NodeField.Tags => this with { Tags = from.Tags },
        NodeField.Folded => this with { Folded = from.Folded },
        NodeField.Style => this with { Style = from.Style },
        NodeField.Image => this with { Image = from.Image },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>Whether two nodes have the same details; tags and unknown attributes by content.</summary>
    public bool Equals(NodeDetails? other) =>
        ReferenceEquals(this, other) || (other is not null
        && Note == other.Note && Link == other.Link && Date == other.Date && Folded == other.Folded
        && Style == other.Style && Image == other.Image
        && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan())
        && Unknown.SequenceEqual(other.Unknown));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Note, Link, Date, Folded, Style, Image, Tags.Length, Unknown.Count);
}

/// <summary>A node's own look. The default leaves everything to its place in the map.</summary>
/// <param name="Colour">A branch colour by its number in the palette, 1 to 8; 0 inherits.</param>
/// <param name="Shape">The outline of its box.</param>
/// <param name="Emphasis">The weight of its text.</param>
public readonly record struct NodeStyle(byte Colour, NodeShape Shape, NodeEmphasis Emphasis);

/// <summary>The outline of a node's box.</summary>
public enum NodeShape : byte
{
    /// <summary>As its level has it.</summary>
    ByLevel,
    /// <summary>Text on the ground.</summary>
    Plain,
    /// <summary>A bordered box.</summary>
    Box,
    /// <summary>A box filled with the branch colour.</summary>
    Filled,
}

/// <summary>The weight of a node's text.</summary>
public enum NodeEmphasis : byte
{
    /// <summary>As its level has it.</summary>
    ByLevel,
    /// <summary>Regular.</summary>
    Regular,
    /// <summary>Bold.</summary>
    Bold,
}
