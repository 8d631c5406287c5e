using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Ramify.Maps;
using SkiaSharp;

namespace Ramify.Print.Tests;

/// <summary>A printed file, looked at with other people's programs: qpdf and those of Poppler.</summary>
internal sealed class Pdf : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"ramify-{Guid.NewGuid():N}.pdf");

    public Pdf(byte[] bytes) => File.WriteAllBytes(path, bytes);

    public static Pdf Of(MindMap map, PrintOptions? options = null) => new(Bytes(map, options));

    public static byte[] Bytes(MindMap map, PrintOptions? options = null)
    {
        using var stream = new MemoryStream();
        MapPdf.Write(map, options ?? PrintOptions.Default, stream);
        return stream.ToArray();
    }

    /// <summary>What qpdf says of it; throws if that is a complaint.</summary>
    public string Check() => Run("qpdf", "--check", path);

    /// <summary>The file without compression, to look for its parts.</summary>
    public string Plain() => Run("qpdf", "--qdf", "--object-streams=disable", path, "-");

    public string Fonts() => Run("pdffonts", path);

    public string Info() => Run("pdfinfo", path);

    /// <summary>The raster images in it, one line each.</summary>
    public string[] Images() => [.. Run("pdfimages", "-list", path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)];

    /// <summary>The first page as it is seen, a pixel a point.</summary>
    public SKBitmap Seen()
    {
        Run("pdftoppm", "-r", "72", "-png", "-singlefile", path, path);
        try
        {
            return SKBitmap.Decode(path + ".png");
        }
        finally
        {
            File.Delete(path + ".png");
        }
    }

    /// <summary>The text of some pages in the order of drawing.</summary>
    public string Text(int from = 1, int to = 9999) => Run("pdftotext", "-raw", "-enc", "UTF-8", "-f", $"{from}", "-l", $"{to}", path, "-");

    /// <summary>The text without white space, which line ends would spoil.</summary>
    public string Letters(int from = 1, int to = 9999) => Squeeze(Text(from, to));

    /// <summary>Each word with the box of its advances; points from the upper left corner.</summary>
    public IReadOnlyList<(string Word, double X, double Right)> Words() =>
    [
        .. Regex.Matches(Run("pdftotext", "-bbox", path, "-"), "<word xMin=\"([0-9.]+)\" yMin=\"[0-9.]+\" xMax=\"([0-9.]+)\" yMax=\"[0-9.]+\">(.*?)</word>")
            .Select(m => (System.Net.WebUtility.HtmlDecode(m.Groups[3].Value), double.Parse(m.Groups[1].Value), double.Parse(m.Groups[2].Value))),
    ];

    public static string Squeeze(string text) => Regex.Replace(text, "[\\s\u00A0]+", "");

    public void Dispose() => File.Delete(path);

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1 })!;
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}");
        return program == "qpdf" ? Encoding.Latin1.GetString(output.ToArray()) : Encoding.UTF8.GetString(output.ToArray());
    }
}
