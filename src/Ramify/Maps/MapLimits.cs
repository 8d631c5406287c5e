namespace Ramify.Maps;

/// <summary>Every bound on what is read or kept, in one place.</summary>
/// <param name="TextLength">Most characters (UTF-16 units) in the text or note of one node.</param>
/// <param name="Depth">Deepest level; a root is level 0.</param>
/// <param name="Nodes">Most nodes of one map.</param>
/// <param name="InputBytes">Most bytes of one file or request body.</param>
/// <param name="InflatedBytes">Most bytes that a compressed file may become.</param>
/// <param name="Links">Most links, and most also-under links, of one map.</param>
public sealed record MapLimits(int TextLength, int Depth, int Nodes, long InputBytes, long InflatedBytes, int Links)
{
    /// <summary>For everything that comes from the web, and for <c>ramify check</c>.</summary>
    public static MapLimits Upload { get; } = new(20_000, 500, 100_000, 10 << 20, 64 << 20, 200_000);

    /// <summary>For the engine's own measurements on input that the caller made.</summary>
    public static MapLimits Trusted { get; } = new(int.MaxValue, int.MaxValue, 1_000_000, int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>Most bytes of our own file: as of any other, and beside that its images as text, four characters for three bytes, and what each is called.</summary>
    public long OwnFileBytes => Math.Min(int.MaxValue, InputBytes + (ImageBytesOfMap / 3 + ImagesOfMap) * 4 + ImagesOfMap * 80);

    /// <summary>Most maps that one person keeps.</summary>
    public const int MapsOfOne = 2_000;

    /// <summary>Most bytes that the maps of one person take, packed, with their former texts.</summary>
    public const long BytesOfOne = 256L << 20;

    /// <summary>Most nodes of all maps and layouts that a site keeps in memory for those who read them: about a kilobyte each.</summary>
    public const int OpenNodes = 3_000_000;

    /// <summary>Most bytes of one request that changes a map which is open.</summary>
    public const int ChangesBytes = 1 << 20;

    /// <summary>Most changes of one such request.</summary>
    public const int ChangesAtOnce = 500;

    /// <summary>Longest run of combining marks kept on one letter.</summary>
    public const int CombiningRun = 8;

    /// <summary>Most bytes of one comment, as UTF-8.</summary>
    public const int CommentBytes = 10 << 10;

    /// <summary>Most answers to one comment.</summary>
    public const int Answers = 100;

    /// <summary>Most characters of the reason for a correction.</summary>
    public const int ReasonLength = 500;

    /// <summary>Most corrections that one person has open at one map.</summary>
    public const int OpenCorrections = 20;

    /// <summary>Most characters of the name of a saved list.</summary>
    public const int ListName = 80;

    /// <summary>Most saved lists of one person.</summary>
    public const int Lists = 100;

    /// <summary>Most maps on one saved list.</summary>
    public const int ListMaps = 1_000;

    /// <summary>Most notices kept for one person; the oldest go first.</summary>
    public const int Notices = 200;

    /// <summary>Most bytes of one image as it comes in.</summary>
    public const int ImageBytesIn = 10 << 20;

    /// <summary>Most pixels of one image: 16 million take 64 MB while it is looked at.</summary>
    public const int ImagePixels = 16_000_000;

    /// <summary>Most pixels of an image across or down.</summary>
    public const int ImageSide = 8_192;

    /// <summary>Most pixels across or down of an image as it is kept.</summary>
    public const int ImageSideKept = 1_600;

    /// <summary>Most pixels of all images of one file that is read.</summary>
    public const long ImagePixelsOfFile = 100_000_000;

    /// <summary>Most frames of a moving image of which the first is kept.</summary>
    public const int ImageFrames = 200;

    /// <summary>Most images of one map.</summary>
    public const int ImagesOfMap = 200;

    /// <summary>Most bytes of all images of one map.</summary>
    public const long ImageBytesOfMap = 40 << 20;

    /// <summary>Longest order key, in characters; the server rebalances siblings before a key grows past it.</summary>
    public const int KeyLength = 64;
}
