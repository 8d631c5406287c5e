using System.Globalization;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats.Tests;

/// <summary>What a map says, line by line, so that two maps can be compared without their ids.</summary>
internal static class Canon
{
    /// <summary>Everything: outline with primary parents, details, links, particulars.</summary>
    public static string Of(MindMap map) => string.Join('\n', [.. Lines(map), .. Links(map), Info(map.Info)]);

    /// <summary>Outline only: depth, text, and which visit is the first.</summary>
    public static IEnumerable<string> Outline(MindMap map) =>
        Maps.Outline.Of(map).Select(l => $"{l.Depth} {Quoted(l.Node.Text)}{(l.IsFirstVisit ? "" : " again")}");

    /// <summary>Outline with notes.</summary>
    public static IEnumerable<string> Notes(MindMap map) =>
        Maps.Outline.Of(map).Select(l => $"{l.Depth} {Quoted(l.Node.Text)}{(l.IsFirstVisit ? "" : " again")} {Quoted(l.Node.Details.Note)}");

    private static IEnumerable<string> Lines(MindMap map)
    {
        foreach (var line in Maps.Outline.Of(map))
        {
            var d = line.Node.Details;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{line.Depth} {Quoted(line.Node.Text)} {(line.IsFirstVisit ? "first" : "again")} {(line.Entry.IsAlsoUnder ? "also" : "spine")} note={Quoted(d.Note)} link={d.Link} date={Quoted(d.Date)} tags={string.Join('|', d.Tags)} folded={d.Folded} style={d.Style} image={d.Image} kept={string.Join('|', d.Unknown)}");
        }
    }

    private static IEnumerable<string> Links(MindMap map)
    {
        var numbers = new Dictionary<Node, int>();
        foreach (var line in Maps.Outline.Of(map)) numbers.TryAdd(line.Node, numbers.Count);
        return map.Links.Select(l => string.Create(CultureInfo.InvariantCulture,
            $"link {numbers[l.From]} {numbers[l.To]} {l.Kind} {Quoted(string.IsNullOrEmpty(l.Label) ? null : l.Label)} {l.Sign} {l.Strength} {Quoted(l.Verb)} {Quoted(l.Source)} {Quoted(l.Evidence)}")).Order(StringComparer.Ordinal);
    }

    private static string Info(MapInfo i) =>
        $"title={Quoted(i.Title)} description={Quoted(i.Description)} author={Quoted(i.Author)} licence={i.Licence} subject={i.Subject} topic={i.Topic} level={i.Level} board={i.Board} specification={i.Specification} language={i.Language} date={i.Date} tags={string.Join('|', i.Tags)}";

    private static string Quoted(string? text) => string.IsNullOrEmpty(text) ? "" : $"\"{CleanText.Of(text).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
