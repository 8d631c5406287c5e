using System.Globalization;
using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Print;

/// <summary>Decides how a map goes on paper: which way the sheet lies, one sheet or pages, and what else to offer.</summary>
internal sealed class PrintPlanner(MindMap map, PrintOptions options)
{
    public PrintPlan Plan()
    {
        if (options.Spread != PrintSpread.BranchPages)
        {
            var orientation = options.Orientation ?? BestOrientation(options.Paper);
            var page = WholeOn(Sheet.Of(options.Paper, orientation));
            var points = page.SmallestPoints(Sheet.Of(options.Paper, orientation));
            if (options.Spread == PrintSpread.OneSheet || points >= PrintPlan.Legible) return Planned(orientation, PrintSpread.OneSheet, [page], points);
        }
        return InPages(options.Orientation ?? PaperOrientation.Landscape);
    }

    private PrintPlan InPages(PaperOrientation orientation)
    {
        var sheet = Sheet.Of(options.Paper, orientation);
        var pages = new BranchPages(map, sheet, options.Spacing).Make(MostSheets);
        if (pages is null) return Planned(orientation, PrintSpread.BranchPages, [], 0) with { Warning = null, Offers = [], Refusal = TooManyPages };
        return Planned(orientation, PrintSpread.BranchPages, pages, pages.Count == 0 ? PrintPlan.Comfortable : pages.Min(page => page.SmallestPoints(sheet)));
    }

    /// <summary>A variant's answers are as many sheets again.</summary>
    private int MostSheets => options.Variant == PrintVariant.Full ? PrintPlan.MostPages : PrintPlan.MostPages / 2;

    private static Refusal TooManyPages => new("too_many_pages",
        $"This map would print on more than {PrintPlan.MostPages} pages. Print one of its branches, choose larger paper, or export it as a file.", null);

    private PaperOrientation BestOrientation(PaperSize paper)
    {
        var (across, upright) = (Sheet.Of(paper, PaperOrientation.Landscape), Sheet.Of(paper, PaperOrientation.Portrait));
        return WholeOn(upright).SmallestPoints(upright) > WholeOn(across).SmallestPoints(across) ? PaperOrientation.Portrait : PaperOrientation.Landscape;
    }

    private readonly Dictionary<Sheet, PrintPage> whole = [];

    private PrintPage WholeOn(Sheet sheet)
    {
        if (whole.TryGetValue(sheet, out var page)) return page;
        var layout = MapLayout.Of(map, new LayoutOptions { Fit = sheet.Target, Spacing = options.Spacing });
        return whole[sheet] = new PrintPage(layout, null);
    }

    private PrintPlan Planned(PaperOrientation orientation, PrintSpread spread, IReadOnlyList<PrintPage> pages, double points)
    {
        var isSmall = points < PrintPlan.Comfortable;
        var count = options.Variant == PrintVariant.Full ? pages.Count : 2 * pages.Count;
        return new PrintPlan(options.Paper, orientation, Math.Floor(points * 10 + 1e-6) / 10, count, spread,
            isSmall ? $"The smallest text on {options.Paper} is {Points(points)} pt." : null, isSmall ? [.. Offers(spread)] : [], null)
        {
            Options = options, Map = map, Sheets = pages,
        };
    }

    private IEnumerable<PrintOffer> Offers(PrintSpread spread)
    {
        if (spread == PrintSpread.OneSheet && options.Paper is PaperSize.A4 or PaperSize.Letter)
        {
            var sheet = Sheet.Of(PaperSize.A3, BestOrientation(PaperSize.A3));
            var points = WholeOn(sheet).SmallestPoints(sheet);
            yield return new PrintOffer($"On A3 it is {Points(points)} pt.", PaperSize.A3, PrintSpread.OneSheet);
        }
        if (spread == PrintSpread.OneSheet)
            yield return new PrintOffer($"One branch a page keeps it at {PrintPlan.Comfortable:0} pt or more.", options.Paper, PrintSpread.BranchPages);
    }

    private static string Points(double points) => (Math.Floor(points * 10 + 1e-6) / 10).ToString("0.0", CultureInfo.InvariantCulture);
}
