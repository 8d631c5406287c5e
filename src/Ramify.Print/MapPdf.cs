using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>
/// Prints maps as PDF: vectors, embedded fonts, text that can be selected, links that can be followed. The same map and
/// options give the same bytes.
/// </summary>
public static class MapPdf
{
    /// <summary>What a print will be: paper, smallest text, pages, and what to offer. Lays out, draws nothing.</summary>
    public static PrintPlan Plan(MindMap map, PrintOptions? options = null) => new PrintPlanner(map, options ?? PrintOptions.Default).Plan();

    /// <summary>Writes a planned print.</summary>
    /// <exception cref="InvalidOperationException">The plan is refused.</exception>
    public static DrawReport Write(PrintPlan plan, Stream to)
    {
        if (plan.Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
        var report = new GlyphReport();
        var (map, options) = (plan.Map, plan.Options);
        var painter = new SheetPainter(plan, report);
        Write(Metadata(map, options.Title ?? TitleOf(map), options.Author ?? map.Info.Author, options.Created), map, to, document =>
        {
            for (var page = 1; page <= plan.Pages; page++)
            {
                painter.Paint(document.BeginPage((float)painter.Sheet.Width, (float)painter.Sheet.Height), page);
                document.EndPage();
            }
        });
        return new DrawReport(plan.Pages, report.Missing, report.Unshaped);
    }

    /// <summary>Plans and writes a print.</summary>
    /// <exception cref="InvalidOperationException">The plan is refused.</exception>
    public static DrawReport Write(MindMap map, PrintOptions options, Stream to) => Write(Plan(map, options), to);

    /// <summary>Writes a layout as it is on a page as large as its target, or as the drawing where that has no height; a px is 3/4 pt.</summary>
    public static DrawReport Write(MapLayout layout, PictureOptions options, Stream to)
    {
        var fit = layout.Options.Fit;
        var unit = fit.Unit == "pt" ? 1 : 0.75;
        var (width, height) = fit.Height == 0 ? (layout.Width / 64.0 * unit, layout.Height / 64.0 * unit) : (fit.Width * unit, fit.Height * unit);
        var style = new PaintStyle(options.Theme, options.InkSaving);
        var report = new GlyphReport();
        Write(Metadata(layout.Map, TitleOf(layout.Map), layout.Map.Info.Author, null), layout.Map, to, document =>
        {
            var canvas = document.BeginPage((float)width, (float)height);
            if (options.Theme != Theme.Light) canvas.Clear(style.Paper);
            var scale = Math.Min(width / (layout.Width / 64.0), height / (layout.Height / 64.0));
            canvas.Translate((float)((width - layout.Width / 64.0 * scale) / 2), (float)((height - layout.Height / 64.0 * scale) / 2));
            canvas.Scale((float)scale);
            new MapPainter(canvas, style, new TextPainter(canvas, options.Fonts, report), options.Images).Paint(layout);
            document.EndPage();
        });
        return new DrawReport(1, report.Missing, report.Unshaped);
    }

    /// <summary>A map's title; its first root's text where it has none.</summary>
    internal static string TitleOf(MindMap map) => map.Info.Title.Length > 0 || map.Roots.Length == 0 ? map.Info.Title : map.Roots[0].Node.Text;

    private static void Write(SKDocumentPdfMetadata metadata, MindMap map, Stream to, Action<SKDocument> paint)
    {
        using var bytes = new MemoryStream();
        using (var document = SKDocument.CreatePdf(bytes, metadata))
        {
            paint(document);
            document.Close();
        }
        PdfLanguage.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), map.Info.Language, to);
    }

    private static SKDocumentPdfMetadata Metadata(MindMap map, string title, string? author, DateTimeOffset? created)
    {
        var metadata = SKDocumentPdfMetadata.Default;
        metadata.Title = title;
        metadata.Author = author ?? "";
        metadata.Subject = map.Info.Description ?? "";
        metadata.Keywords = string.Join(", ", map.Info.Tags);
        metadata.Creator = "Ramify";
        metadata.Creation = created?.UtcDateTime;
        metadata.Modified = created?.UtcDateTime;
        return metadata;
    }
}
