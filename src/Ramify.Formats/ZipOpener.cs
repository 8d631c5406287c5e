using System.IO.Compression;
using System.Text;

namespace Ramify.Formats;

/// <summary>
/// The one way into zipped files: entries are asked for by name and read into memory, counted while they inflate, never
/// written anywhere. What nobody asks for, zips in the zip among it, is never looked into.
/// </summary>
internal sealed class ZipOpener : IDisposable
{
    private readonly Intake intake;
    private readonly ZipArchive archive;
    private long inflated;

    public ZipOpener(Intake intake, ReadOnlyMemory<byte> bytes)
    {
        this.intake = intake;
        try
        {
            archive = new ZipArchive(Streams.Over(bytes), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            _ = archive.Entries;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw Damaged();
        }
    }

    /// <summary>Whether a file is a zip, by its first bytes.</summary>
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <summary>The bytes of an entry; null where there is none of that name.</summary>
    public byte[]? Read(string name)
    {
        // Windows programs may write backslashes and change the case.
        var entry = archive.GetEntry(name) ?? archive.Entries.FirstOrDefault(e => string.Equals(e.FullName.Replace('\\', '/'), name, StringComparison.OrdinalIgnoreCase));
        if (entry is null) return null;
        try
        {
            return Read(entry);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw Damaged();
        }
    }

    public bool Has(string name) => archive.GetEntry(name) is not null;

    /// <summary>Whether any entry lies in a folder or has a name.</summary>
    public bool Any(Func<string, bool> named) => archive.Entries.Any(e => named(e.FullName));

    public void Dispose() => archive.Dispose();

    // Twice: what the directory says of sizes may be a lie, and a buffer that grows would hold twice the limit.
    private byte[] Read(ZipArchiveEntry entry)
    {
        var size = Measure(entry);
        var bytes = new byte[size];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private int Measure(ZipArchiveEntry entry)
    {
        var scratch = new byte[1 << 16];
        var size = 0L;
        using var stream = entry.Open();
        for (int n; (n = stream.Read(scratch)) > 0;)
        {
            size += n;
            if ((inflated += n) > intake.Limits.InflatedBytes || size > Array.MaxLength)
                throw new RefusedException("too_large", $"The file unpacks to more than {intake.Limits.InflatedBytes >> 20:N0} MB, the most that is read; leave its attachments out.");
        }
        return (int)size;
    }

    private static RefusedException Damaged() => new("malformed", "The zip archive is damaged; export the map again from the program it comes from.");
}
