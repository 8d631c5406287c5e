using System.Text;
using QRCoder;

namespace Ramify.Web.Components;

/// <summary>An address as a QR code: for the board, a worksheet or a join slip. Dark on white in every theme, with its quiet zone: cameras ask for that.</summary>
internal static class QrCode
{
    private const string Drawing = ".qr.svg", Picture = ".qr.png";

    // On A4 this prints at 300 dots an inch as the size of a thumb.
    private const int PixelsPerModule = 12;

    public static bool Knows(string suffix) => suffix is Drawing or Picture;

    /// <summary>The code as a file.</summary>
    /// <param name="address">What it says; at most some hundred characters.</param>
    /// <param name="suffix">One that <see cref="Knows"/>.</param>
    /// <param name="cacheControl">How long others may keep it.</param>
    /// <param name="fileName">The name a picture is saved under; a drawing is shown.</param>
    public static CachedBytes Write(string address, string suffix, string cacheControl, string fileName)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        if (suffix == Drawing) return new CachedBytes(Encoding.UTF8.GetBytes(Svg(code)), "image/svg+xml; charset=utf-8", Trust.PicturePolicy, cacheControl);
        using var picture = new PngByteQRCode(code);
        return new CachedBytes(picture.GetGraphic(PixelsPerModule), "image/png", Trust.FilePolicy, cacheControl, compress: false) { Disposition = $"attachment; filename=\"{fileName}\"" };
    }

    /// <summary>One path, each run of dark modules in a row a bar of it.</summary>
    private static string Svg(QRCodeData code)
    {
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x]) x++;
                if (x > from) path.Append('M').Append(from).Append(' ').Append(y).Append('h').Append(x - from).Append("v1h-").Append(x - from).Append('z');
            }
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{rows.Count}v{rows.Count}H0z"/><path d="{path}"/></svg>""";
    }
}
