using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Ramify.Render;

namespace Ramify.Web;

/// <summary>
/// Styles, scripts and fonts, in memory under one name that changes with any of them: /assets/3f2a9c01b2d4/site.css.
/// So they can be kept for ever, and a script imports its neighbour by a relative path without an import map.
/// </summary>
internal sealed class Assets
{
    // A script of ours takes some ms to make as small as can be; a library or all the style would take a part of a second of each start.
    private const int Small = 32 << 10;
    private const string ForEver = "public, max-age=31536000, immutable";
    private readonly FrozenDictionary<string, CachedBytes> files;

    public Assets()
    {
        var read = Read();
        Root = $"/assets/{Seal(read)}/";
        files = read.ToFrozenDictionary(f => Root + f.Name, f => new CachedBytes(f.Bytes, f.ContentType, Trust.FilePolicy, ForEver, compress: !f.Name.EndsWith(".woff2", StringComparison.Ordinal), isLasting: f.Bytes.Length < Small));
    }

    /// <summary>The path that all of them begin with.</summary>
    public string Root { get; }

    /// <summary>The font files that the first screen needs.</summary>
    public IEnumerable<string> FirstFonts => MapFonts.All.Where(f => f.Subset == "latin" && (int)f.Weight is 400 or 600 or 700).Select(f => Root + f.FileName);

    public Task? TryAnswer(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && files.TryGetValue(context.Request.Path.Value!, out var file)
            ? file.Answer(context) : null;

    private readonly record struct Asset(string Name, byte[] Bytes, string ContentType);

    private static List<Asset> Read()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return
        [
            new("site.css", Style(root), "text/css; charset=utf-8"),
            .. Directory.GetFiles(Path.Combine(root, "js"), "*.js", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(path => new Asset(Path.GetRelativePath(Path.Combine(root, "js"), path).Replace('\\', '/'), File.ReadAllBytes(path), "text/javascript; charset=utf-8")),
            .. MapFonts.All.Select(font => new Asset(font.FileName, MapFonts.Read(font), "font/woff2")),
            new("OFL.txt", MapFonts.Licence, "text/plain; charset=utf-8"),
            new("icon.svg", File.ReadAllBytes(Path.Combine(root, "icon.svg")), "image/svg+xml"),
        ];
    }

    /// <summary>One file of style: fonts, then the map's own, then each of the site's in the order of their names.</summary>
    private static byte[] Style(string root)
    {
        var style = new StringBuilder();
        foreach (var font in MapFonts.All) style.Append(font.FontFace(font.FileName)).Append('\n');
        style.Append(MapStyle.Page);
        foreach (var path in Directory.GetFiles(Path.Combine(root, "css"), "*.css").Order(StringComparer.Ordinal)) style.Append(File.ReadAllText(path));
        return Encoding.UTF8.GetBytes(style.ToString());
    }

    private static string Seal(List<Asset> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Name));
            hash.AppendData(file.Bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
