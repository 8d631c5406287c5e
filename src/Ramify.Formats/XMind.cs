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
            RefuseEncrypted(zip);
            if (zip.Read("content.json") is { } json) Json(intake, json, zip);
            else if (zip.Read("content.xml") is { } xml) Xml(intake, xml, zip);
            else throw new RefusedException("type_mismatch", "This zip holds no XMind map (no content.json, no content.xml); save the map again in XMind.");
        });

    private static void Bare(Intake intake, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[' or (byte)'{', ..]) Json(intake, bytes, null);
        else Xml(intake, bytes, null);
    }

    private static void Json(Intake intake, ReadOnlyMemory<byte> bytes, ZipOpener? zip)
    {
        using var document = JsonOpener.Open(intake, bytes);
        // Some programs write a lone sheet without the list around it.
        var sheets = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToArray() : [document.RootElement];
        foreach (var sheet in sheets)
            if (sheet.Get("rootTopic") is { } root) new XMindJsonReader(intake, zip).Read(sheet, root);
        if (intake.Maps.Count == 0) throw new RefusedException("malformed", "The file's content.json holds no sheet; save the map again in XMind.");
    }

    /// <summary>New files say it in manifest.json, old ones in META-INF/manifest.xml.</summary>
    private static void RefuseEncrypted(ZipOpener zip)
    {
        foreach (var name in (ReadOnlySpan<string>)["manifest.json", "META-INF/manifest.xml"])
            if (zip.Read(name) is { } manifest && manifest.AsSpan().IndexOf("encryption-data"u8) >= 0)
                throw new RefusedException("encrypted", "The map is protected by a password; remove it in XMind and save again.");
    }

    private static void Xml(Intake intake, ReadOnlyMemory<byte> bytes, ZipOpener? zip)
    {
        using var xml = new XmlOpener(intake, bytes.Span);
        new XMindXmlReader(intake, xml, zip).Read();
    }
}
