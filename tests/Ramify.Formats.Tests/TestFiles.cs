using System.IO.Compression;
using System.Text;
using Ramify.Maps;

namespace Ramify.Formats.Tests;

/// <summary>Files made for a test, and the fixtures of this folder, all written by us.</summary>
internal static class TestFiles
{
    /// <summary>The bytes of a fixture.</summary>
    public static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", name));

    /// <summary>All fixtures.</summary>
    public static IEnumerable<string> Fixtures => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fixtures")).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);

    /// <summary>A zip of these entries.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static MapReading Read(byte[] bytes, string? name = null) => MapFormats.Read(bytes, MapLimits.Upload, fileName: name);

    public static MapReading Read(string text, string? name = null) => Read(Utf8(text), name);

    /// <summary>The outline as "text/depth" pairs, for short assertions.</summary>
    public static string Lines(MindMap map) => string.Join(" ", Outline.Of(map).Select(l => new string('>', l.Depth) + l.Node.Text.Replace('\n', '|')));
}
