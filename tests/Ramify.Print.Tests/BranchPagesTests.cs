using Ramify.Maps;
using Ramify.Tests;
using CsCheck;

namespace Ramify.Print.Tests;

public sealed class BranchPagesTests
{
    private static readonly PrintOptions InPages = new() { Spread = PrintSpread.BranchPages };

    [Fact]
    public void A_map_of_2000_nodes_prints_as_pages_that_can_be_read()
    {
        var map = Fixture.Course(2000);
        var plan = MapPdf.Plan(map);
        Assert.Equal(PrintSpread.BranchPages, plan.Spread);
        Assert.True(plan.SmallestPoints >= 7, $"{plan.SmallestPoints} pt");
        Assert.InRange(plan.Pages, 20, 120);
        using var pdf = new Pdf(Written(plan));
        pdf.Check();
        var letters = pdf.Letters();
        Assert.All(map.Nodes, node => Assert.Contains(Pdf.Squeeze(node.Text), letters));
    }

    [Fact]
    public void The_first_page_shows_the_main_branches_and_where_they_go_on()
    {
        using var pdf = Pdf.Of(Fixture.Railways, InPages);
        var first = pdf.Text(1, 1).Replace('\n', ' ');
        foreach (var main in Fixture.Railways.Roots[0].Node.Children) Assert.Contains(main.Node.Text, first);
        Assert.DoesNotContain("barge", first);
        Assert.Contains("/Dest /page-2", pdf.Plain());
        Assert.Contains("page 1 of", first);
    }

    [Fact]
    public void Every_mark_leads_to_a_page_that_shows_what_was_cut()
    {
        var plan = MapPdf.Plan(Fixture.Course(600));
        for (var page = 0; page < plan.Sheets.Count; page++)
        {
            var layout = plan.Sheets[page].Layout;
            for (var i = 0; i < layout.Count; i++)
            {
                if (layout.HiddenBelow(i) == 0) continue;
                var next = plan.Sheets[page].PageOf!(layout.Nodes[i]);
                Assert.InRange(next, page == 0 ? 2 : page + 2, plan.Sheets.Count);
                Assert.Contains(plan.Sheets[next - 1].Layout.Nodes.ToArray(), node => node.Id == layout.Nodes[i].Id);
            }
        }
    }

    [Fact]
    public void A_branch_with_very_many_children_goes_on_over_several_pages()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "Star" } };
        var root = builder.Add(null, "Star");
        builder.Add(root, "Alone");
        var main = builder.Add(root, "Branch");
        for (var i = 0; i < 400; i++) builder.Add(main, $"child number {i}.");
        var plan = MapPdf.Plan(builder.Build(), InPages);
        Assert.True(plan.SmallestPoints >= 7);
        using var pdf = new Pdf(Written(plan));
        var letters = pdf.Letters();
        for (var i = 0; i < 400; i++) Assert.Contains($"childnumber{i}.", letters);
    }

    [Fact]
    public void Any_map_can_be_spread_and_no_node_is_lost() => MapGen.Map.Sample(map =>
    {
        var plan = MapPdf.Plan(map, InPages);
        Assert.Null(plan.Refusal);
        var shown = plan.Sheets.SelectMany(page => page.Layout.Nodes.ToArray()).Select(node => node.Id).ToHashSet();
        Assert.All(map.Nodes, node => Assert.Contains(node.Id, shown));
    }, iter: 60, threads: 1);

    private static byte[] Written(PrintPlan plan)
    {
        using var stream = new MemoryStream();
        MapPdf.Write(plan, stream);
        return stream.ToArray();
    }
}
