using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Web.Features.Accounts;

/// <summary>Everything a person has here as one zip: rows as JSON, maps and their former versions as text and in our own file format.</summary>
internal static class PersonalArchive
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string ReadMe = """
        Everything that this library holds of you.

        everything.json   every row that names you, and every row of your maps, by table
        maps/             each map as text (.txt) and with all it has (.ramify.json); both can be opened here and by other programs
        maps/pictures/    the pictures in your maps, and in their former texts
        maps/versions/    former texts of your maps

        Passwords are not in it: only a proof of yours is kept, which is of no use to you.
        """;

    public static async Task Write(Library library, Guid person, Stream to, CancellationToken cancel)
    {
        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        await Add(zip, "README.txt", System.Text.Encoding.UTF8.GetBytes(ReadMe), cancel);
        await Add(zip, "everything.json", JsonSerializer.SerializeToUtf8Bytes(library.PersonalData.Rows(person), Readable), cancel);
        foreach (var row in library.OwnMaps.Of(person).Concat(library.OwnMaps.Of(person, binned: true)))
        {
            var images = library.MapImages.Of(row.Id);
            await AddMap(zip, $"maps/{Name(row)}", library.Shelves.Open(row), images, cancel);
            foreach (var (hash, image) in images) await Add(zip, $"maps/pictures/{Name(row)}-{hash[..12]}.{ImageBytes.EndingOf(image.Span)}", image, cancel);
            foreach (var version in library.OwnMaps.Versions(row.Id))
                await AddMap(zip, $"maps/versions/{Name(row)}-{version.Number}", library.OwnMaps.Version(row.Id, version.Number)!, images, cancel);
        }
    }

    // Two maps may have one title; the end of an id is its random part.
    private static string Name(StoredMap map) => $"{Slug.Of(map.Title)}-{map.Id.ToString("N")[^6..]}";

    private static async Task AddMap(ZipArchive zip, string name, MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, CancellationToken cancel)
    {
        foreach (var (suffix, write) in ((string, Action<IBufferWriter<byte>>)[])[(".txt", to => OutlineText.Write(map, to)), (".ramify.json", to => MapJson.Write(map, images, to))])
        {
            var bytes = new ArrayBufferWriter<byte>();
            write(bytes);
            await Add(zip, name + suffix, bytes.WrittenMemory, cancel);
        }
    }

    private static async Task Add(ZipArchive zip, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        await entry.WriteAsync(bytes, cancel);
    }
}
