using System.Text;
using Microsoft.AspNetCore.Http;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Web.Components;

/// <summary>What somebody pasted or uploaded, and what was understood of it.</summary>
/// <param name="Text">The text as it came; kept in the preview's form, so that nothing is stored before it is asked for.</param>
/// <param name="Join">Which repeated lines become one idea.</param>
/// <param name="Reading">The map with what was noticed, or the refusal.</param>
public sealed record Submission(string Text, JoinRepeats Join, MapReading Reading)
{
    /// <summary>Reads the form: a file where one was chosen, else the text field.</summary>
    public static async Task<Submission> Read(HttpRequest request)
    {
        if (!request.HasFormContentType) throw new BadHttpRequestException("There is no form.", StatusCodes.Status415UnsupportedMediaType);
        var form = await request.ReadFormAsync();
        var join = Enum.TryParse<JoinRepeats>(form["join"], ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : JoinRepeats.Auto;
        var file = form.Files.GetFile("file") is { Length: > 0 } chosen ? chosen : null;
        var text = file is null ? form["text"].ToString() : await Decode(file);
        return new Submission(text, join, MapFormats.Read(Encoding.UTF8.GetBytes(text), MapLimits.Upload, join));
    }

    /// <summary>The status that says how the reading went: 200, 413 for too much, 422 for what cannot be a map.</summary>
    public int Status => Reading.Refusal switch
    {
        null => StatusCodes.Status200OK,
        { Code: "too_large" } => StatusCodes.Status413PayloadTooLarge,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    // UTF-8, or UTF-16 with its mark: the preview's form must hold the file as text.
    private static async Task<string> Decode(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await reader.ReadToEndAsync();
    }
}
