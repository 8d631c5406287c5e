using System.CommandLine;
using System.Text.Json;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Print;
using Ramify.Render;
using Ramify.Text;

namespace Ramify.Cli;

/// <summary>`ramify draw FILE -o OUT.svg`, .png or .pdf: the picture of a map.</summary>
internal static class DrawVerb
{
    public static Command Create()
    {
        var verb = new Verb("draw", "Draw a map as a picture: SVG, PNG or PDF by the name of the file.",
            "ramify draw notes.txt -o notes.svg", "ramify draw notes.txt -o notes.png --fit a4 --theme dark", "ramify draw notes.txt -o - --layout right > notes.svg");
        var input = new InputFile(verb, bounded: false);
        var output = new OutputFile(verb);
        var fit = new Option<string>("--fit") { Description = "What the whole map should fill: a size in pixels, a4 or a3.", DefaultValueFactory = _ => "1600x1000", HelpName = "SIZE" };
        var theme = new Option<string>("--theme") { Description = "Colours: light or dark.", DefaultValueFactory = _ => "light" };
        var layout = new Option<string>("--layout") { Description = "Where branches go: two-sided, right or down.", DefaultValueFactory = _ => "two-sided" };
        fit.CompletionSources.Add("1600x1000", "a4", "a3", "1200x630");
        theme.AcceptOnlyFromAmong("light", "dark");
        layout.AcceptOnlyFromAmong("two-sided", "right", "down");
        verb.Add(fit);
        verb.Add(theme);
        verb.Add(layout);
        var fonts = new FontFolder(verb);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var path = output.Path(parse, json.IsWanted(parse));
            var target = Target(parse.GetValue(fit)!);
            var options = new LayoutOptions { Fit = target, Shape = ShapeOf(parse.GetValue(layout)!) };
            var colours = parse.GetValue(theme) == "dark" ? Theme.Dark : Theme.Light;
            WarmUp(input.Path(parse), options);
            // Fonts are opened by PNG and PDF only.
            return Draw(MapImage.Clean(input.Read(parse)), options, colours, () => fonts.Read(parse), path, json.IsWanted(parse));
        });
        return verb;
    }

    /// <summary>While a large file is read on one core, the other draws three nodes: what compiles at first use is then ready.</summary>
    private static void WarmUp(string path, LayoutOptions options)
    {
        if (path == "-" || !File.Exists(path) || new FileInfo(path).Length < LargeFile) return;
        _ = Task.Run(() => SvgWriter.Write(MapLayout.Of(OutlineText.Read("One\n  Two\n    Three\n  Two", MapLimits.Upload).Map, options), SvgOptions.AsFile));
    }

    private const int LargeFile = 1 << 20;

    private static FitTarget Target(string text) => FitTarget.TryParse(text, out var target) ? target
        : throw new CommandFailure(ExitCodes.Usage, $"--fit {text} is neither a size such as 1600x1000 nor a4 nor a3.");

    private static MapShape ShapeOf(string name) => name switch { "right" => MapShape.Right, "down" => MapShape.Down, _ => MapShape.TwoSided };

    private static int Draw(MapReading reading, LayoutOptions options, Theme theme, Func<PrintFonts> fonts, string path, bool asJson)
    {
        var layout = LayOut(reading.Maps[0], options);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".png":
                OutputFile.Draw(path, to => FontFolder.Report(MapPng.Write(layout, new PictureOptions { Theme = theme, Fonts = fonts(), Images = reading.Images }, to)));
                break;
            case ".pdf":
                OutputFile.Draw(path, to => FontFolder.Report(MapPdf.Write(layout, new PictureOptions { Theme = theme, Fonts = fonts(), Images = reading.Images }, to)));
                break;
            default:
                OutputFile.Write(path, buffer => SvgWriter.Write(layout, SvgOptions.AsFile with { Theme = theme, ImageAddress = ImageBytes.Inside(reading.Images) }, buffer));
                break;
        }
        if (reading.Maps.Count > 1) Console.Error.WriteLine($"The file has {reading.Maps.Count} sheets; the first was drawn.");
        if (asJson) JsonOutput.Print(json => WriteJson(json, layout.Measures));
        return ExitCodes.Ok;
    }

    private static MapLayout LayOut(MindMap map, LayoutOptions options)
    {
        try
        {
            return MapLayout.Of(map, options);
        }
        catch (OverflowException)
        {
            throw new CommandFailure(ExitCodes.Failed, "One node has more below it than fits side by side into one picture. Divide its children among several nodes, or draw a part of the map.");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, LayoutMeasures measures)
    {
        json.WriteNumber("width", measures.Width);
        json.WriteNumber("height", measures.Height);
        json.WriteNumber("scale", measures.Scale);
        json.WriteNumber("smallestText", measures.SmallestText);
        json.WriteNumber("overlaps", measures.Overlaps);
        json.WriteNumber("throughText", measures.ThroughText);
        json.WriteNumber("inkedShare", measures.InkedShare);
        json.WriteNumber("aspectError", measures.AspectError);
    }
}
