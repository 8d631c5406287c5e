using System.Globalization;
using Ramify.Layout;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Paints the pages of a print: the map in the middle of the sheet, and one quiet line at its foot.</summary>
internal sealed class SheetPainter(PrintPlan plan, GlyphReport report)
{
    private const float FootSize = 8;
    private readonly PaintStyle style = new(Theme.Light, plan.Options.InkSaving);

    public Sheet Sheet { get; } = Sheet.Of(plan.Paper, plan.Orientation);

    /// <summary>Paints a page, counted from 1; the answers of a variant come after all the questions.</summary>
    public void Paint(SKCanvas canvas, int number)
    {
        var isAnswer = number > plan.Sheets.Count;
        var page = plan.Sheets[(number - 1) % plan.Sheets.Count];
        if (!isAnswer) canvas.DrawNamedDestinationAnnotation(new SKPoint(0, 0), MarkPainter.PageName(number))?.Dispose();
        PaintMap(canvas, page, isAnswer ? PrintVariant.Full : plan.Options.Variant);
        PaintFoot(canvas, number);
    }

    private void PaintMap(SKCanvas canvas, PrintPage page, PrintVariant variant)
    {
        if (page.Layout.Count == 0) return;
        var scale = Sheet.ScaleOf(page.Layout);
        canvas.Save();
        canvas.Translate((float)((Sheet.Width - page.Layout.Width / 64.0 * scale) / 2), (float)((Sheet.Height - Sheet.Foot - page.Layout.Height / 64.0 * scale) / 2));
        canvas.Scale((float)scale);
        new MapPainter(canvas, style, new TextPainter(canvas, plan.Options.Fonts, report), plan.Options.Images).Paint(page.Layout, TextMask.Of(page.Layout, variant), page.PageOf);
        canvas.Restore();
    }

    private void PaintFoot(SKCanvas canvas, int number)
    {
        var text = new TextPainter(canvas, plan.Options.Fonts, report);
        var (left, right) = ((float)Sheet.Margin + 7, (float)(Sheet.Width - Sheet.Margin) - 7);
        var baseline = (float)(Sheet.Height - Sheet.Margin) - 4;
        var end = text.Line(Joined(plan.Options.Address, plan.Pages > 1 ? PageOfPages(number) : null), FontWeight.Regular, FootSize);
        text.Draw(end, right - end.Width, baseline, FootSize, style.Quiet);
        right -= end.Width + 16;
        var title = text.Line(plan.Options.Title ?? MapPdf.TitleOf(plan.Map), FontWeight.SemiBold, FootSize);
        text.Draw(text.Shortened(title, FontWeight.SemiBold, FootSize, right - left), left, baseline, FootSize, style.Ink);
        left += title.Width + 8;
        var about = text.Line(Joined(plan.Options.Author ?? plan.Map.Info.Author, plan.Options.Date ?? plan.Map.Info.Date), FontWeight.Regular, FootSize);
        if (right - left > 40) text.Draw(text.Shortened(about, FontWeight.Regular, FootSize, right - left), left, baseline, FootSize, style.Quiet);
    }

    private string PageOfPages(int number) => number <= plan.Sheets.Count || plan.Options.Variant == PrintVariant.Full
        ? string.Create(CultureInfo.InvariantCulture, $"page {number} of {plan.Pages}")
        : string.Create(CultureInfo.InvariantCulture, $"answers, page {number} of {plan.Pages}");

    private static string Joined(params string?[] parts) => string.Join("  ·  ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
