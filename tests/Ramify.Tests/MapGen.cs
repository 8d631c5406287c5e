using System.Collections.Immutable;
using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests;

/// <summary>
/// Random maps for property tests: several roots, chains and stars, nodes with two to four parents, links that may be
/// cyclic, and texts of the kinds that break readers and drawers.
/// </summary>
internal static class MapGen
{
    /// <summary>Words that repeat within a map, so that equal texts meet.</summary>
    private static readonly Gen<string> Word = Gen.OneOf(
        "Invertebrates", "Causes", "1928", "Stalin", "purges", "cells", "the", "economy", "a", "Krebs cycle", "e.g.");

    private static readonly Gen<string> Sentence = Word.Array[4, 14].Select(words => string.Join(' ', words));

    private static readonly Gen<string> Awkward = Gen.OneOf(
        "", " ", "-", "- ", "* starred", "• bullet", "– dash", "1. one", "1.1 one one", "a) letter", "(i) roman", "o circle",
        "[^a]", "[^x] named", "ends [^b]", "> [^a] -causes-> [^b]", "\\[^a]", "\\", "# heading", "#", "```", "| a | b |",
        "no\u00A0break", "\u00A0", " leading", "trailing ", "two  spaces", "<b>&amp;\"'</b>", "]]>", "<!--", "{\"a\":1}",
        "$x^2 + y_1$", "H₂O", "**bold** _it_", "5,000 km²", "=1+1", "a,b;c", "naïve café", "e\u0301\u0301", "日本語の地図", "مرحبا بالعالم",
        "😀👩‍👩‍👧", "\u200Bzero\u200B", "\u202Eright to left", "ﬁ", "ß İ ı", "\uFEFFmark", "Root", "None", "null", "0");

    private static readonly Gen<string> Letters = Gen.Char["abcdefgh xyzABC0123456789 .,;:!?-'éüßø€→λ中"].Array[1, 60].Select(c => new string(c));

    /// <summary>One line of text of any kind: words, sentences over 20 characters, marks, scripts. No line breaks or controls.</summary>
    public static Gen<string> Text { get; } = Gen.Frequency((4, Word), (4, Sentence), (3, Letters), (3, Awkward));

    /// <summary>Like <see cref="Text"/>, and with line breaks and tabs inside.</summary>
    public static Gen<string> AnyText { get; } = Gen.Frequency(
        (4, Text), (1, Text.Array[2, 4].Select(lines => string.Join('\n', lines))), (1, Text.Select(t => $"{t}\t{t}")));

    /// <summary>A text without the marks that a plain outline gives a meaning to, for tests of drawing.</summary>
    public static Gen<string> PlainText { get; } = Gen.Frequency((1, Word), (2, Sentence));

    /// <summary>Up to 60 nodes with texts of <see cref="Text"/> and links, without details.</summary>
    public static Gen<MindMap> Map { get; } = MapOf(Text, 1, 60);

    /// <summary>Up to 40 nodes with details, line breaks in texts, and all fields of the map's own description.</summary>
    public static Gen<MindMap> RichMap { get; } = Gen.Select(Plan(AnyText, 1, 40), Gen.Select(Details, d => d).Array[40], Info, Build);

    /// <summary>Maps of a size, with texts of one's choice.</summary>
    public static Gen<MindMap> MapOf(Gen<string> text, int fewest, int most) =>
        Gen.Select(Plan(text, fewest, most), Info, (plan, info) => Build(plan, [], new MapInfo { Title = info.Title }));

    /// <summary>Ids of clients' making: random, version 7.</summary>
    public static Gen<Guid> Id { get; } = Gen.Guid;

    public static Gen<NodeDetails> Details => Gen.Select(
        Maybe(AnyText), Maybe(SafeAddress), Maybe(Date), Tags, Gen.Bool, Style, Maybe(Hash),
        (note, link, date, tags, folded, style, image) => new NodeDetails
        {
            Note = note, Link = link, Date = date, Tags = tags, Folded = folded, Style = style, Image = image,
        });

    public static Gen<string> SafeAddress => Gen.OneOf(
        "https://example.org/", "http://example.org/a?b=c#d", "mailto:someone@example.org");

    public static Gen<NodeStyle> Style => Gen.Select(
        Gen.Byte[0, 8], Gen.Enum<NodeShape>(), Gen.Enum<NodeEmphasis>(), (c, s, e) => new NodeStyle(c, s, e));

    public static Gen<string> Hash => Gen.Byte.Array[32].Select(Convert.ToHexStringLower);

    public static Gen<string> Date => Gen.OneOf("1928", "1928-53", "1936-08-19", "c. 1930");

    public static Gen<ImmutableArray<string>> Tags => Gen.Frequency(
        (3, Gen.Const(ImmutableArray<string>.Empty)), (1, Word.Array[1, 3].Select(t => t.ToImmutableArray())));

    public static Gen<MapInfo> Info => Gen.Select(
        Text, Maybe(Text), Maybe(Word), Maybe(Word), Maybe(Word), Maybe(Date), Tags,
        (title, description, author, licence, subject, date, tags) => new MapInfo
        {
            Title = title, Description = description, Author = author, Licence = licence, Subject = subject, Date = date, Tags = tags,
        });

    private static Gen<T?> Maybe<T>(Gen<T> value) where T : class =>
        Gen.Frequency<T?>((2, Gen.Const(() => default(T))), (1, value.Select(v => (T?)v)));

    /// <summary>One node to add: under which earlier node, and which further earlier parents it gets and when.</summary>
    private sealed record Planned(string Text, Place Place, uint Pick, uint[] Further, bool FurtherAtOnce);

    private sealed record PlannedLink(uint From, uint To, string Kind, string? Label, sbyte Sign, double? Strength, string? Verb);

    private sealed record MapPlan(Planned[] Nodes, PlannedLink[] Links);

    private enum Place { UnderAny, UnderPrevious, BesidePrevious, Root }

    private static Gen<MapPlan> Plan(Gen<string> text, int fewest, int most) =>
        Gen.Select(PlannedNode(text).Array[fewest, most], Link.Array[0, 5], (nodes, links) => new MapPlan(nodes, links));

    private static Gen<Planned> PlannedNode(Gen<string> text) => Gen.Select(
        text,
        Gen.Frequency((4, Gen.Const(Place.UnderAny)), (3, Gen.Const(Place.UnderPrevious)), (4, Gen.Const(Place.BesidePrevious)), (1, Gen.Const(Place.Root))),
        Gen.UInt,
        Gen.Frequency((5, Gen.Const(Array.Empty<uint>())), (2, Gen.UInt.Array[1, 3])),
        Gen.Bool,
        (t, place, pick, further, atOnce) => new Planned(t, place, pick, further, atOnce));

    private static Gen<PlannedLink> Link => Gen.Select(
        Gen.UInt, Gen.UInt, Gen.OneOf(LinkKinds.Relates, LinkKinds.Causes, LinkKinds.Follows, "held-back"), Maybe(Text),
        Gen.OneOf<sbyte>(-1, 0, 1), Gen.OneOf<double?>(null, 0, 0.25, 1), Maybe(Gen.OneOf("hastened", "held back")),
        (from, to, kind, label, sign, strength, verb) => new PlannedLink(from, to, kind, label, sign, strength, verb));

    private static MindMap Build(MapPlan plan, NodeDetails[] details, MapInfo info)
    {
        var builder = new MapBuilder { Info = info };
        var nodes = new List<Node>();
        var parents = new List<HashSet<Node?>>();
        var later = new List<(Node Parent, Node Node)>();
        foreach (var planned in plan.Nodes)
        {
            var parent = ParentOf(planned, nodes, parents);
            var node = builder.Add(parent, planned.Text);
            if (nodes.Count < details.Length) MapBuilder.Describe(node, details[nodes.Count]);
            HashSet<Node?> own = [parent];
            // An earlier node is never below a later one: no cycle.
            foreach (var pick in planned.Further)
                if (nodes.Count > 0 && own.Add(nodes[(int)(pick % nodes.Count)]))
                {
                    var edge = (nodes[(int)(pick % nodes.Count)], node);
                    if (planned.FurtherAtOnce) builder.AddUnder(edge.Item1, node); else later.Add(edge);
                }
            nodes.Add(node);
            parents.Add(own);
        }
        foreach (var (parent, node) in later) builder.AddUnder(parent, node);
        foreach (var link in plan.Links) builder.Connect(Linked(link, nodes, builder));
        return builder.Build();
    }

    private static Node? ParentOf(Planned planned, List<Node> nodes, List<HashSet<Node?>> parents) => planned.Place switch
    {
        _ when nodes.Count == 0 => null,
        Place.UnderAny => nodes[(int)(planned.Pick % nodes.Count)],
        Place.UnderPrevious => nodes[^1],
        Place.BesidePrevious => parents[^1].First() ?? nodes[^1],
        _ => null,
    };

    private static Link Linked(PlannedLink link, List<Node> nodes, MapBuilder builder) => new(
        new Guid((int)link.From, (short)link.To, (short)builder.NodeCount, [1, 2, 3, 4, 5, 6, 7, 8]),
        nodes[(int)(link.From % nodes.Count)], nodes[(int)(link.To % nodes.Count)], link.Kind)
    {
        Label = link.Label, Sign = link.Sign, Strength = link.Strength, Verb = link.Verb,
    };
}
