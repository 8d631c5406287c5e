using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads .xmind: content.json of new files first (their content.xml only says that it cannot be opened), then the
/// content.xml of old ones, bare or zipped. Each sheet is a map; floating topics are further roots; summaries and callouts
/// are nodes under the topic they belong to.
/// </summary>
internal static class XMind
{
    public const string Id = "xmind";

    /// <summary>Prefix of this format's attributes among <see cref="NodeDetails.Unknown"/>.</summary>
    public const string KeptName = "xmind.";

    /// <summary>The extension of a topic or sheet in which we keep what XMind has no field for.</summary>
    public const string OwnProvider = "ramify";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            if (!ZipOpener.IsZip(bytes.Span))
            {
                Bare(intake, bytes);
                return;
            }
            using var zip = new ZipOpener(intake, bytes);
            if (zip.Read("content.json") is { } json) Json(intake, json, zip);
            else if (zip.Read("content.xml") is { } xml) Xml(intake, xml, zip);
            else throw new RefusedException("type_mismatch", "This zip holds no XMind map (no content.json, no content.xml); save the map again in XMind.");
        });

    private static void Bare(Intake intake, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8)) Json(intake, bytes, null);
        else Xml(intake, bytes, null);
    }

    private static void Json(Intake intake, ReadOnlyMemory<byte> bytes, ZipOpener? zip)
    {
        if (zip?.Read("manifest.json") is { } manifest && manifest.AsSpan().IndexOf("\"encryption-data\""u8) >= 0)
            throw new RefusedException("encrypted", "The map is protected by a password; remove it in XMind and save again.");
        using var document = JsonOpener.Open(intake, bytes);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new RefusedException("malformed", "The file's content.json is no list of sheets; save the map again in XMind.");
        foreach (var sheet in document.RootElement.EnumerateArray())
            if (sheet.Get("rootTopic") is { } root) new XMindJsonReader(intake, zip).Read(sheet, root);
    }

    private static void Xml(Intake intake, ReadOnlyMemory<byte> bytes, ZipOpener? zip)
    {
        using var xml = new XmlOpener(intake, bytes.Span);
        new XMindXmlReader(intake, xml, zip).Read();
    }
}
