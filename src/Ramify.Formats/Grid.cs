namespace Ramify.Formats;

/// <summary>
/// Rows of cells as topics. A row is a path: each filled cell hangs below the one before it. Cells that repeat the path of
/// the row above name the same topic; empty cells at the start of a row stand for it. So both usual forms are read: an
/// indented table (one filled cell a row) and a table of full paths.
/// </summary>
internal static class Grid
{
    public static void Read(Intake intake, Sheet sheet, IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        var path = new List<Topic?>();
        foreach (var (line, cells) in rows)
        {
            var last = LastFilled(cells);
            var isSame = true;
            Topic? parent = null;
            for (var column = 0; column <= last; column++)
            {
                if (column >= path.Count) path.Add(null);
                var cell = cells[column];
                if (cell.Length == 0)
                {
                    // Before the first filled cell the row above goes on; after it, a gap closes up.
                    if (isSame) parent = path[column] ?? parent;
                    continue;
                }
                isSame = isSame && column < last && path[column]?.Text == cell;
                if (!isSame)
                {
                    path[column] = intake.Topic(cell, line);
                    if (parent is null) sheet.Roots.Add(path[column]!);
                    else parent.Add(path[column]!);
                    path.RemoveRange(column + 1, path.Count - column - 1);
                }
                parent = path[column];
            }
        }
    }

    private static int LastFilled(IReadOnlyList<string> cells)
    {
        var last = cells.Count - 1;
        while (last >= 0 && cells[last].Length == 0) last--;
        return last;
    }
}
