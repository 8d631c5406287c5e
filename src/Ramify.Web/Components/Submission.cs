using System.Text;
using Microsoft.AspNetCore.Http;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Print;
using Ramify.Text;

namespace Ramify.Web.Components;

/// <summary>What somebody pasted or uploaded, and what was understood of it.</summary>
/// <param name="Text">The text as it came; "" where it was a file.</param>
/// <param name="File">The file as it came; null where it was a text.</param>
/// <param name="Join">Which repeated lines become one idea.</param>
/// <param name="Sheet">Which of the file's maps is asked for, from 0; -1 for all of them.</param>
/// <param name="Reading">The maps with what was noticed, or the refusal.</param>
/// <remarks>Text and file are kept in the preview's form, so that nothing is stored before it is asked for.</remarks>
public sealed record Submission(string Text, SubmittedFile? File, JoinRepeats Join, int Sheet, MapReading Reading)
{
    /// <summary>The map that is shown: the one asked for, or the first.</summary>
    public MindMap Map => Reading.Maps[Math.Max(0, Sheet)];

    /// <summary>The maps to keep.</summary>
    public IEnumerable<MindMap> Kept => Sheet < 0 ? Reading.Maps : [Map];

    /// <summary>Reads the form: a file where one was chosen or comes back from a preview, else what was pasted.</summary>
    public static async Task<Submission> Read(HttpRequest request)
    {
        if (!request.HasFormContentType) throw new BadHttpRequestException("There is no form.", StatusCodes.Status415UnsupportedMediaType);
        var form = await request.ReadFormAsync();
        var join = Enum.TryParse<JoinRepeats>(form["join"], ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : JoinRepeats.Auto;
        var file = form.Files.GetFile("file") is { Length: > 0 } chosen ? await SubmittedFile.Of(chosen) : SubmittedFile.Unpacked(form["packed"].ToString(), form["name"].ToString());
        var text = form["text"].ToString();
        if (file is null && Pasted(form["html"].ToString(), text) is { } page) file = page;
        var bytes = file?.Bytes ?? Encoding.UTF8.GetBytes(text);
        var reading = MapImage.Clean(MapFormats.Read(bytes, MapLimits.Upload, join, fileName: file?.Name));
        return new Submission(file is null ? text : "", file, join, Asked(form["sheet"].ToString(), reading.Maps.Count), reading) { Before = GivenOut(form["before"].ToString()) };
    }

    /// <summary>The text as it was given out to be edited; null where the form does not say.</summary>
    public MindMap? Before { get; private init; }

    /// <summary>Whether it is a text that was edited, which comes back into its map line by line; a file takes a map's place.</summary>
    public bool IsEditedText => File is null && Reading.Format == OutlineText.Format;

    /// <summary>The status that says how the reading went: 200, 413 for too much, 422 for what cannot be a map.</summary>
    public int Status => Reading.Refusal switch
    {
        null => StatusCodes.Status200OK,
        { Code: "too_large" } => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static MindMap? GivenOut(string text) => text.Length > 0 && OutlineText.Read(text, MapLimits.Upload) is { Refusal: null } reading ? reading.Map : null;

    private static int Asked(string sheet, int count) =>
        sheet == "all" ? -1 : int.TryParse(sheet, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count ? number - 1 : 0;

    /// <summary>What the clipboard held as HTML, where that says more than its text: lists, headings and tables.</summary>
    private static SubmittedFile? Pasted(string html, string text)
    {
        if (html.Length == 0) return null;
        var page = new SubmittedFile(SubmittedFile.PastedPage, Encoding.UTF8.GetBytes(html));
        var isText = text.TrimStart() is ['<' or '{', ..];
        return !isText && MapFormats.Read(page.Bytes, MapLimits.Upload, fileName: page.Name) is { Refusal: null, Map.NodeCount: > 1 } ? page : null;
    }
}

/// <summary>A file as it came.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="Bytes">What is in it; one byte more than is read where it is larger.</param>
public sealed record SubmittedFile(string Name, byte[] Bytes)
{
    /// <summary>The name that a pasted piece of a page goes by.</summary>
    public const string PastedPage = "pasted.html";

    /// <summary>The bytes as a form can hold them.</summary>
    public string Packed => Convert.ToBase64String(Bytes);

    internal static async Task<SubmittedFile> Of(IFormFile file)
    {
        var bytes = new byte[(int)Math.Min(file.Length, MapLimits.Upload.InputBytes + 1)];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes);
        return new SubmittedFile(Path.GetFileName(file.FileName.Replace('\\', '/')), bytes);
    }

    /// <summary>A file that comes back from a preview; null where there is none.</summary>
    internal static SubmittedFile? Unpacked(string packed, string name)
    {
        var bytes = new byte[packed.Length / 4 * 3 + 3];
        return packed.Length > 0 && Convert.TryFromBase64String(packed, bytes, out var length) ? new SubmittedFile(Path.GetFileName(name), bytes[..length]) : null;
    }
}
