using System.CommandLine;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Print;

namespace Ramify.Cli;

/// <summary>`ramify print FILE -o OUT.pdf`: a map on paper; the size of its smallest text is told.</summary>
internal static class PrintVerb
{
    public static Command Create()
    {
        var verb = new Verb("print", "Lay a map out for paper and write it as PDF.",
            "ramify print notes.txt -o notes.pdf", "ramify print notes.txt -o sheet.pdf --paper a3 --variant blank", "ramify print notes.txt -o pages.pdf --pages branches --ink-saving");
        var input = new InputFile(verb, bounded: false);
        var output = new OutputFile(verb);
        var paper = Choice("--paper", "The sheet: a4, a3, a2 or letter.", "a4", "a3", "a2", "letter");
        var orientation = Choice("--orientation", "Which way it lies: by-fit takes the way with the larger text.", "by-fit", "landscape", "portrait");
        var variant = Choice("--variant", "What is printed of the texts; the answers follow.", "full", "blank", "first-letters", "every-other");
        var pages = Choice("--pages", "one sheet, or branches: an overview and a page a branch; by-fit takes one where it can be read.", "by-fit", "one", "branches");
        var ink = new Option<bool>("--ink-saving") { Description = "Outlines and patterns of lines instead of filled boxes and colours." };
        var author = new Option<string?>("--author") { Description = "Who made it, for the line at the foot.", HelpName = "NAME" };
        var date = new Option<string?>("--date") { Description = "The day, for the line at the foot.", HelpName = "DAY" };
        var address = new Option<string?>("--address") { Description = "Where the map is found, for the line at the foot.", HelpName = "ADDRESS" };
        foreach (var option in new Option[] { paper, orientation, variant, pages, ink, author, date, address }) verb.Add(option);
        var fonts = new FontFolder(verb);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var options = new PrintOptions
            {
                Paper = Enum.Parse<PaperSize>(parse.GetValue(paper)!, ignoreCase: true),
                Orientation = parse.GetValue(orientation) switch { "landscape" => PaperOrientation.Landscape, "portrait" => PaperOrientation.Portrait, _ => null },
                Variant = parse.GetValue(variant) switch { "blank" => PrintVariant.Blank, "first-letters" => PrintVariant.FirstLetters, "every-other" => PrintVariant.EveryOther, _ => PrintVariant.Full },
                Spread = parse.GetValue(pages) switch { "one" => PrintSpread.OneSheet, "branches" => PrintSpread.BranchPages, _ => PrintSpread.ByFit },
                InkSaving = parse.GetValue(ink), Author = parse.GetValue(author), Date = parse.GetValue(date), Address = parse.GetValue(address), Fonts = fonts.Read(parse),
            };
            var reading = MapImage.Clean(input.Read(parse));
            return Print(input.Path(parse), reading, options with { Images = reading.Images }, output.Path(parse, json.IsWanted(parse)), json.IsWanted(parse));
        });
        return verb;
    }

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static int Print(string input, MapReading reading, PrintOptions options, string path, bool asJson)
    {
        var plan = MapPdf.Plan(reading.Maps[0], options);
        if (plan.Refusal is { } refusal) throw InputFile.Refused(input, refusal);
        DrawReport? drawn = null;
        OutputFile.Draw(path, to => drawn = MapPdf.Write(plan, to));
        if (reading.Maps.Count > 1) Console.Error.WriteLine($"The file has {reading.Maps.Count} sheets; the first was printed.");
        FontFolder.Report(drawn!);
        if (asJson) JsonOutput.Print(json => WriteJson(json, plan, drawn!));
        else WriteForPeople(plan);
        return ExitCodes.Ok;
    }

    private static void WriteForPeople(PrintPlan plan)
    {
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{plan.Paper} {plan.Orientation.ToString().ToLowerInvariant()}, {plan.Pages} {(plan.Pages == 1 ? "page" : "pages")}, smallest text {plan.SmallestPoints:0.0} pt."));
        if (plan.Warning is null) return;
        foreach (var offer in plan.Offers) Console.Error.WriteLine($"{offer.Message} ({(offer.Spread == PrintSpread.BranchPages ? "--pages branches" : $"--paper {offer.Paper.ToString().ToLowerInvariant()}")})");
    }

    private static void WriteJson(Utf8JsonWriter json, PrintPlan plan, DrawReport drawn)
    {
        json.WriteString("paper", plan.Paper.ToString().ToLowerInvariant());
        json.WriteString("orientation", plan.Orientation.ToString().ToLowerInvariant());
        json.WriteNumber("pages", plan.Pages);
        json.WriteNumber("smallestPoints", plan.SmallestPoints);
        json.WriteString("spread", plan.Spread == PrintSpread.OneSheet ? "one" : "branches");
        json.WriteString("warning", plan.Warning);
        json.WriteStartArray("offers");
        foreach (var offer in plan.Offers) json.WriteStringValue(offer.Message);
        json.WriteEndArray();
        json.WriteStartArray("missing");
        foreach (var glyph in drawn.Missing) json.WriteStringValue(glyph.CodePoint);
        json.WriteEndArray();
    }
}
