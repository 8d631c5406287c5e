using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Ramify.Storage;

namespace Ramify.Web.Features.Api;

/// <summary>Where a page of a list ended, as an opaque word in the address of the next one.</summary>
internal static class Cursor
{
    public const int PageSize = 50;
    public const int LargestPage = 200;
    private const int TimeLength = 8, IdLength = 16, LongestSubject = 80;

    public static string Of(CatalogueMark mark)
    {
        var bytes = new byte[TimeLength + IdLength + Encoding.UTF8.GetByteCount(mark.Subject)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, mark.ChangedAt.ToUnixTimeMilliseconds());
        mark.Id.TryWriteBytes(bytes.AsSpan(TimeLength), bigEndian: true, out _);
        Encoding.UTF8.GetBytes(mark.Subject, bytes.AsSpan(TimeLength + IdLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The mark that a cursor stands for: the start where there is none; null where it is none of ours.</summary>
    public static CatalogueMark? Read(string? cursor)
    {
        if (cursor is null) return CatalogueMark.Start;
        var bytes = new byte[TimeLength + IdLength + LongestSubject];
        if (!Base64Url.IsValid(cursor, out var length) || length < TimeLength + IdLength || length > bytes.Length) return null;
        Base64Url.DecodeFromChars(cursor, bytes);
        var ms = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ms < 0 || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return null;
        return new(Encoding.UTF8.GetString(bytes, TimeLength + IdLength, length - TimeLength - IdLength), DateTimeOffset.FromUnixTimeMilliseconds(ms),
            new Guid(bytes.AsSpan(TimeLength, IdLength), bigEndian: true));
    }

    /// <summary>How many rows a page has.</summary>
    public static int Size(int? asked) => Math.Clamp(asked ?? PageSize, 1, LargestPage);
}
