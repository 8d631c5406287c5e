using Ramify.Layout;

namespace Ramify.Tests.Layout;

/// <summary>A layout of the whole with the same inputs, as an oracle of what edits have led to.</summary>
internal static class LayoutTwin
{
    /// <summary>Every shown node's box, bit for bit; and no two of them overlap.</summary>
    public static void AssertEqual(EditableLayout layout)
    {
        var records = layout.Records;
        var fold = Fold.Where(node => layout.IsFolded(node.Id));
        var run = new LayoutRun(layout.Map, layout.Options with { Fold = fold }, records.Inputs(withChips: true));
        var whole = run.Finish();
        Assert.Equal(whole.Count, layout.Count);
        if (whole.Count == 0) return;
        for (var i = 0; i < whole.Count; i++)
        {
            var record = records.Find(whole.Nodes[i].Id);
            if (whole.Levels[i] <= 0) continue;
            var (rooms, expected) = ((records[record].Level, records[record].Kind, records[record].Outer, records[record].Before), (whole.Levels[i], whole.Kinds[i], run.Rooms.Outer(i), run.Rooms.Before(i)));
            if (rooms != expected) Assert.Fail($"'{whole.Nodes[i].Text}': {rooms}, but as a whole {expected}");
        }
        var origin = layout.BoxOf(whole.Nodes[0].Id)!.Value;
        var (dx, dy) = (origin.X - whole.Boxes[0].X, origin.Y - whole.Boxes[0].Y);
        for (var i = 0; i < whole.Count; i++)
        {
            var box = layout.BoxOf(whole.Nodes[i].Id);
            var expected = whole.Boxes[i] with { X = whole.Boxes[i].X + dx, Y = whole.Boxes[i].Y + dy };
            if (box != expected) Assert.Fail($"'{whole.Nodes[i].Text}', level {whole.Levels[i]}: {box}, but as a whole {expected}");
        }
        AssertNoOverlap(layout, whole);
    }

    private static void AssertNoOverlap(EditableLayout layout, MapLayout whole)
    {
        var boxes = whole.Nodes.ToArray().Select(node => layout.BoxOf(node.Id)!.Value).ToArray();
        for (var i = 0; i < boxes.Length; i++)
            for (var j = 0; j < i; j++)
                if (boxes[i].Overlaps(boxes[j])) Assert.Fail($"'{whole.Nodes[i].Text}' overlaps '{whole.Nodes[j].Text}'");
    }
}
