namespace Ramify.Layout;

/// <summary>Moves a finished drawing so that it starts at 0, 0 with its margin.</summary>
internal static class Canvas
{
    public static (long Width, long Height) MoveToOrigin(ShownTree tree, NodeRooms rooms, MapBox[] boxes, Side[] sides, Branch[] branches, Curve[] curves, Chip[] chips)
    {
        var bounds = Bounds(tree, rooms, boxes, sides, curves, chips);
        var (dx, dy) = (TwoSided.Margin - bounds.X, TwoSided.Margin - bounds.Y);
        for (var i = 0; i < boxes.Length; i++) boxes[i] = boxes[i] with { X = boxes[i].X + dx, Y = boxes[i].Y + dy };
        MapPoint Move(MapPoint point) => new(point.X + dx, point.Y + dy);
        for (var i = 0; i < branches.Length; i++)
        {
            var b = branches[i];
            branches[i] = b with { Stem = Move(b.Stem), Start = Move(b.Start), StartControl = Move(b.StartControl), EndControl = Move(b.EndControl), End = Move(b.End) };
        }
        for (var i = 0; i < curves.Length; i++)
            curves[i] = curves[i] with { Points = Array.ConvertAll(curves[i].Points, Move), Plate = curves[i].Plate with { X = curves[i].Plate.X + dx, Y = curves[i].Plate.Y + dy } };
        for (var i = 0; i < chips.Length; i++)
            chips[i] = chips[i] with { Plate = chips[i].Plate with { X = chips[i].Plate.X + dx, Y = chips[i].Plate.Y + dy } };
        return (bounds.Width + 2 * TwoSided.Margin, bounds.Height + 2 * TwoSided.Margin);
    }

    private static MapBox Bounds(ShownTree tree, NodeRooms rooms, MapBox[] boxes, Side[] sides, Curve[] curves, Chip[] chips)
    {
        if (boxes.Length == 0) return default;
        var bounds = boxes[0];
        for (var i = 0; i < boxes.Length; i++)
        {
            var (box, room) = (boxes[i], rooms.Outer(i));
            bounds = bounds.Union(sides[i] switch
            {
                Side.Right => box with { Width = box.Width + room },
                Side.Left => box with { X = box.X - room, Width = box.Width + room },
                Side.Down => box with { Height = box.Height + room },
                _ => box,
            });
        }
        foreach (var chip in chips) bounds = bounds.Union(chip.Plate);
        foreach (var curve in curves)
        {
            if (curve.Plate.Width > 0) bounds = bounds.Union(curve.Plate);
            foreach (var point in curve.Points) bounds = bounds.Union(new MapBox(point.X, point.Y, 0, 0).Inflate(2 * NodeLook.Px));
        }
        return bounds;
    }
}
