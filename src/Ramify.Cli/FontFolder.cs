using System.CommandLine;
using Ramify.Print;

namespace Ramify.Cli;

/// <summary>The option --fonts, and what is said where a font was wanted.</summary>
internal sealed class FontFolder
{
    private const int MostNamed = 8;
    private readonly Option<string?> option = new("--fonts") { Description = "A folder of TrueType or OpenType fonts, for scripts other than Latin in PNG and PDF.", HelpName = "FOLDER" };

    public FontFolder(Command verb) => verb.Add(option);

    public PrintFonts Read(ParseResult parse) => parse.GetValue(option) switch
    {
        null => PrintFonts.Shipped,
        var folder when Directory.Exists(folder) => PrintFonts.WithFolder(folder),
        var folder => throw new CommandFailure(ExitCodes.NotFound, $"The directory {folder} does not exist."),
    };

    /// <summary>Names the characters that no font had, on stderr.</summary>
    public static void Report(DrawReport drawn)
    {
        if (drawn.Unshaped.Count > 0) Console.Error.WriteLine($"Letters of {string.Join(", ", drawn.Unshaped)} are drawn one by one, not joined; the SVG picture has them as they should be.");
        if (drawn.Missing.Count == 0) return;
        var named = string.Join(", ", drawn.Missing.Take(MostNamed).Select(glyph => $"{glyph.Character} ({glyph.CodePoint})"));
        var more = drawn.Missing.Count > MostNamed ? $" and {drawn.Missing.Count - MostNamed} more" : "";
        Console.Error.WriteLine($"No font has {named}{more}; they are drawn as empty marks. Give a folder of fonts with --fonts.");
    }
}
