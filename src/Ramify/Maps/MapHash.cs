using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ramify.Maps;

/// <summary>
/// Hashes that are equal where maps are equal, on every machine: SHA-256 over one canonical order. Strings go in as
/// UTF-16 with their length before them, ids big-endian, numbers little-endian.
/// </summary>
public static class MapHash
{
    /// <summary>
    /// Hash of what is seen of a map, 64 hexadecimal digits: its description, nodes, also-under links and links, with
    /// their ids and order keys; not the map's own id.
    /// </summary>
    public static string Of(MindMap map)
    {
        using var hash = new Writing();
        Write(map, hash);
        return hash.Finish();
    }

    internal static string Of(MapState state)
    {
        using var hash = new Writing();
        hash.Put(state.Map.Id);
        hash.Put(state.Sequence);
        Write(state.Map, hash);
        WriteDeletions(state.Deletions, hash);
        WriteStamps(state.Stamps, hash);
        foreach (var image in state.Images.Order(StringComparer.Ordinal)) hash.Put(image);
        return hash.Finish();
    }

    private static void Write(MindMap map, Writing hash)
    {
        Write(map.Info, hash);
        hash.Put(map.NodeCount);
        foreach (var node in map.Nodes) Write(node, node.Parent?.Id, node.Key, hash);
        foreach (var node in map.Nodes)
            foreach (var link in node.Children)
                if (link.Link is { } under) Write(under.Id, under.Parent.Id, under.Node.Id, under.Key, hash);
        hash.Put(map.Links.Count);
        foreach (var link in map.Links.OrderBy(link => link.Id)) Write(link.Id, link.From.Id, link.To.Id, LinkFields.Of(link), hash);
    }

    private static void Write(MapInfo info, Writing hash)
    {
        hash.Put(info.Title);
        hash.Put(info.Description);
        hash.Put(info.Author);
        hash.Put(info.Licence);
        hash.Put(info.Subject);
        hash.Put(info.Topic);
        hash.Put(info.Level);
        hash.Put(info.Board);
        hash.Put(info.Specification);
        hash.Put(info.Language);
        hash.Put(info.Date);
        Write(info.Tags, hash);
        Write(info.Unknown, hash);
    }

    private static void Write(Node node, Guid? parent, string key, Writing hash)
    {
        hash.Put(node.Id);
        hash.Put(parent ?? Guid.Empty);
        hash.Put(key);
        hash.Put(node.Text);
        var details = node.Details;
        hash.Put(!details.Equals(NodeDetails.None));
        if (details.Equals(NodeDetails.None)) return;
        hash.Put(details.Note);
        hash.Put(details.Link);
        hash.Put(details.Date);
        Write(details.Tags, hash);
        hash.Put(details.Folded);
        hash.Put((details.Style.Colour << 16) | ((byte)details.Style.Shape << 8) | (byte)details.Style.Emphasis);
        hash.Put(details.Image);
        Write(details.Unknown, hash);
    }

    private static void Write(Guid id, Guid parent, Guid node, string key, Writing hash)
    {
        hash.Put(id);
        hash.Put(parent);
        hash.Put(node);
        hash.Put(key);
    }

    private static void Write(Guid id, Guid from, Guid to, LinkFields fields, Writing hash)
    {
        Write(id, from, to, fields.Kind, hash);
        hash.Put(fields.Label);
        hash.Put(fields.Sign);
        hash.Put(fields.Strength is { } strength ? BitConverter.DoubleToInt64Bits(strength) : -1);
        hash.Put(fields.Verb);
        hash.Put(fields.Source);
        hash.Put(fields.Evidence);
    }

    private static void WriteDeletions(Deletions deletions, Writing hash)
    {
        hash.Put(deletions.Tombstones.Count);
        foreach (var (_, tombstone) in deletions.Tombstones.OrderBy(t => t.Key))
        {
            hash.Put(tombstone.Deletion);
            Write(tombstone.Node, tombstone.Parent, tombstone.Key, hash);
        }
        hash.Put(deletions.All.Count);
        foreach (var (sequence, deletion) in deletions.All.OrderBy(d => d.Key))
        {
            hash.Put(sequence);
            hash.Put(deletion.Top);
            hash.Put(deletion.Nodes.Count);
            foreach (var node in deletion.Nodes) hash.Put(node);
            hash.Put(deletion.Promotions.Count);
            foreach (var (node, parent, key, used) in deletion.Promotions)
            {
                Write(node, parent ?? Guid.Empty, Guid.Empty, key, hash);
                Write(used, hash);
            }
            hash.Put(deletion.Unders.Count);
            foreach (var under in deletion.Unders) Write(under, hash);
            hash.Put(deletion.Links.Count);
            foreach (var (id, from, to, fields, taken) in deletion.Links)
            {
                hash.Put(taken.Sequence);
                hash.Put(taken.Person);
                Write(id, from, to, fields, hash);
            }
        }
    }

    private static void Write(TakenUnder under, Writing hash)
    {
        hash.Put(under.By.Sequence);
        hash.Put(under.By.Person);
        Write(under.Id, under.Parent, under.Node, under.Key, hash);
    }

    private static void WriteStamps(Stamps stamps, Writing hash)
    {
        hash.Put(stamps.All.Count);
        foreach (var (key, stamp) in stamps.All.OrderBy(s => s.Key.Id).ThenBy(s => s.Key.Under).ThenBy(s => s.Key.Register))
        {
            Write(key.Id, key.Under, stamp.Person, "", hash);
            hash.Put((byte)key.Register);
            hash.Put(stamp.Sequence);
            hash.Put(stamp.Others);
        }
    }

    private static void Write(ImmutableArray<string> tags, Writing hash)
    {
        hash.Put(tags.Length);
        foreach (var tag in tags) hash.Put(tag);
    }

    private static void Write(ImmutableSortedDictionary<string, string> attributes, Writing hash)
    {
        hash.Put(attributes.Count);
        // Their own order is that of a culture's comparison.
        foreach (var (name, value) in attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            hash.Put(name);
            hash.Put(value);
        }
    }

    /// <summary>Bytes on their way into a hash.</summary>
    private sealed class Writing : IDisposable
    {
        private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] buffer = new byte[8192];
        private int count;

        public void Put(long number)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), number);
            count += sizeof(long);
        }

        public void Put(bool value) => Put(value ? 1L : 0L);

        public void Put(Guid id)
        {
            id.TryWriteBytes(Room(16), bigEndian: true, out var written);
            count += written;
        }

        public void Put(string? text)
        {
            Put(text?.Length ?? -1);
            var bytes = MemoryMarshal.AsBytes(text.AsSpan());
            if (bytes.Length > buffer.Length)
            {
                Flush();
                sha.AppendData(bytes);
                return;
            }
            bytes.CopyTo(Room(bytes.Length));
            count += bytes.Length;
        }

        public string Finish()
        {
            Flush();
            return Convert.ToHexStringLower(sha.GetHashAndReset());
        }

        public void Dispose() => sha.Dispose();

        private Span<byte> Room(int bytes)
        {
            if (count + bytes > buffer.Length) Flush();
            return buffer.AsSpan(count);
        }

        private void Flush()
        {
            sha.AppendData(buffer, 0, count);
            count = 0;
        }
    }
}
