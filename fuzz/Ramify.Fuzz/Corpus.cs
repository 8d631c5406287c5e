using System.Buffers;
using System.IO.Compression;
using Ramify.Formats;
using Ramify.Maps;

namespace Ramify.Fuzz;

/// <summary>The files to begin with: our own fixtures and what lies in a folder that was named.</summary>
internal sealed class Corpus
{
    private readonly List<(string Format, byte[] Bytes)> files = [];

    public static Corpus Of(Settings settings)
    {
        var corpus = new Corpus();
        foreach (var folder in new[] { Path.Combine(AppContext.BaseDirectory, "corpus"), settings.Corpus }.OfType<string>())
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) corpus.Add(file);
        return corpus;
    }

    /// <summary>A reader's own files, and one that its writer made of a rich map.</summary>
    public List<byte[]> For(string reader)
    {
        var own = files.Where(f => f.Format == reader).Select(f => f.Bytes).ToList();
        if (MapFormats.Named(reader)!.Write is not { } write) return own;
        var written = new ArrayBufferWriter<byte>();
        write(MapFormats.Read(files.Last(f => f.Format == "mm").Bytes, MapLimits.Upload).Map, ImageBytes.None, written);
        own.Add(written.WrittenSpan.ToArray());
        return own;
    }

    private void Add(string file)
    {
        if (MapFormats.OfFile(file) is not { } format) return;
        var bytes = File.ReadAllBytes(file);
        files.Add((format.Name, bytes));
        // Damage to a zip is mostly damage to its packing; its reader takes the inside bare as well.
        if (bytes.AsSpan().StartsWith("PK"u8)) files.AddRange(Inside(bytes).Select(inside => (format.Name, inside)));
    }

    private static IEnumerable<byte[]> Inside(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries.Where(e => e.Name is "content.json" or "content.xml" or "Document.xml" or "mindmap.xml"))
        {
            using var copy = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(copy);
            yield return copy.ToArray();
        }
    }
}
