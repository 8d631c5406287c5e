using System.Globalization;
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
        using var bytes = new MemoryStream();
        using (var document = SKDocument.CreatePdf(bytes, Metadata(plan)))
        {
            var painter = new SheetPainter(plan, report);
            for (var page = 1; page <= plan.Pages; page++)
            {
                var canvas = document.BeginPage((float)painter.Sheet.Width, (float)painter.Sheet.Height);
                painter.Paint(canvas, page);
                document.EndPage();
            }
            document.Close();
        }
        PdfLanguage.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), plan.Map.Info.Language, to);
        return new DrawReport(plan.Pages, report.Missing);
    }

    /// <summary>Plans and writes a print.</summary>
    /// <exception cref="InvalidOperationException">The plan is refused.</exception>
    public static DrawReport Write(MindMap map, PrintOptions options, Stream to) => Write(Plan(map, options), to);

    private static SKDocumentPdfMetadata Metadata(PrintPlan plan)
    {
        var metadata = SKDocumentPdfMetadata.Default;
        metadata.Title = SheetPainter.TitleOf(plan);
        metadata.Author = plan.Options.Author ?? plan.Map.Info.Author ?? "";
        metadata.Subject = plan.Map.Info.Description ?? "";
        metadata.Keywords = string.Join(", ", plan.Map.Info.Tags);
        metadata.Creator = "Ramify";
        metadata.Creation = plan.Options.Created?.UtcDateTime;
        metadata.Modified = plan.Options.Created?.UtcDateTime;
        return metadata;
    }
}
