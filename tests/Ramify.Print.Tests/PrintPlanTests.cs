using Ramify.Maps;

namespace Ramify.Print.Tests;

public sealed class PrintPlanTests
{
    [Fact]
    public void A_map_of_47_nodes_can_be_read_on_one_A4_sheet()
    {
        var plan = MapPdf.Plan(Fixture.Railways);
        Assert.Equal(47, Fixture.Railways.NodeCount);
        Assert.Equal((PaperOrientation.Landscape, PrintSpread.OneSheet, 1), (plan.Orientation, plan.Spread, plan.Pages));
        Assert.True(plan.SmallestPoints >= 6, $"{plan.SmallestPoints} pt");
        Assert.Equal(0, plan.Sheets[0].Layout.Measures.Overlaps);
    }

    [Fact]
    public void The_smallest_size_told_is_the_smallest_size_printed()
    {
        var plan = MapPdf.Plan(Fixture.Railways);
        var layout = plan.Sheets[0].Layout;
        var sheet = Sheet.Of(plan.Paper, plan.Orientation);
        Assert.InRange(plan.SmallestPoints, 13.5 * sheet.ScaleOf(layout) - 0.11, 13.5 * sheet.ScaleOf(layout) + 0.01);
    }

    [Fact]
    public void Under_7_points_A3_and_a_branch_a_page_are_offered()
    {
        var plan = MapPdf.Plan(Fixture.Course(80));
        Assert.True(plan.SmallestPoints < PrintPlan.Comfortable);
        Assert.NotNull(plan.Warning);
        Assert.Equal([(PaperSize.A3, PrintSpread.OneSheet), (PaperSize.A4, PrintSpread.BranchPages)], plan.Offers.Select(offer => (offer.Paper, offer.Spread)));
    }

    [Fact]
    public void A_small_map_is_neither_warned_of_nor_blown_up()
    {
        var plan = MapPdf.Plan(Fixture.Read("Three\n  small\n  words"));
        Assert.Null(plan.Warning);
        Assert.Empty(plan.Offers);
        Assert.InRange(plan.SmallestPoints, 12, 24);
    }

    [Theory]
    [InlineData(PaperSize.A4)]
    [InlineData(PaperSize.Letter)]
    public void The_sheet_lies_the_way_that_gives_the_larger_text(PaperSize paper)
    {
        double Points(PaperOrientation orientation) => MapPdf.Plan(Fixture.Railways, new PrintOptions { Paper = paper, Orientation = orientation, Spread = PrintSpread.OneSheet }).SmallestPoints;
        var plan = MapPdf.Plan(Fixture.Railways, new PrintOptions { Paper = paper });
        Assert.Equal(Math.Max(Points(PaperOrientation.Landscape), Points(PaperOrientation.Portrait)), plan.SmallestPoints);
    }

    [Fact]
    public void A_map_for_too_many_pages_is_refused_with_a_remedy()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "Chain" } };
        var at = builder.Add(null, "Start");
        for (var i = 0; i < 20_000; i++) at = builder.Add(at, $"link {i} of a chain that is far too long for paper");
        var plan = MapPdf.Plan(builder.Build(), new PrintOptions { Spread = PrintSpread.BranchPages });
        Assert.Equal("too_many_pages", plan.Refusal?.Code);
        Assert.Throws<InvalidOperationException>(() => MapPdf.Write(plan, Stream.Null));
    }
}
