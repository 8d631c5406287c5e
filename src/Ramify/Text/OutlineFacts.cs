namespace Ramify.Text;

/// <summary>What the lines of an outline have in common, learned before any of them is read.</summary>
internal sealed class OutlineFacts
{
    private readonly LineList[] byEnd = [new(), new(), new(), new()];
    private readonly LineList tabbed = new(), spaced = new(), both = new();
    private PageFrame frame = new();
    private BulletCensus bullets;
    private IndentCensus indents = new();

    /// <summary>Header and footer.</summary>
    public ref readonly PageFrame Frame => ref frame;

    /// <summary>Which kinds of bullet count.</summary>
    public ref readonly BulletCensus Bullets => ref bullets;

    /// <summary>Columns that a tab stands for.</summary>
    public int TabWidth { get; private set; }

    public static OutlineFacts Of(ReadOnlySpan<char> text)
    {
        var facts = new OutlineFacts();
        var lines = new Lines(text);
        while (lines.MoveNext())
        {
            if (lines.End != LineEnd.None) facts.byEnd[(int)lines.End].Add(lines.Number);
            var indent = Indent.Of(lines.Current);
            if (indent.Length == lines.Current.Length) continue;
            facts.See(lines.Current[indent.Length..], lines.Number, indent);
        }
        facts.TabWidth = facts.indents.TabWidth;
        return facts;
    }

    /// <summary>What is worth telling about line ends and indentation.</summary>
    public void Report(ICollection<Maps.MapProblem> problems)
    {
        if (byEnd.Count(e => e.Count > 0) > 1)
        {
            var rarer = byEnd.Where(e => e.Count > 0).OrderBy(e => e.Count).SkipLast(1).First();
            problems.Add(new(rarer.First, "mixed_line_ends", $"Lines end in different ways; the rarer way is at {rarer}."));
        }
        else if (byEnd[(int)LineEnd.Cr] is { Count: > 0 } returns)
            problems.Add(new(returns.First, "cr_line_ends", $"Lines end with a carriage return alone, as on old Macs: {returns}."));
        if (both.Count == 0 && (tabbed.Count == 0 || spaced.Count == 0)) return;
        var odd = both.Count > 0 ? both : tabbed.Count <= spaced.Count ? tabbed : spaced;
        problems.Add(new(odd.First, "mixed_indent",
            $"Tabs and spaces are mixed in the indentation ({odd}); a tab was read as {TabWidth} spaces."));
    }

    private void See(ReadOnlySpan<char> content, int number, Indent indent)
    {
        Bullet.Length(content, out var kind);
        var isFrame = frame.See(content, number, indent.Length > 0, kind == BulletKind.Sure);
        if (number == frame.HeaderEnd) ForgetHeader();
        if (isFrame) return;
        bullets.Count(kind);
        indents.Count(indent);
        if (indent.Length > 0) (indent.Tabs == 0 ? spaced : indent.Spaces == 0 ? tabbed : both).Add(number);
    }

    private void ForgetHeader()
    {
        bullets = default;
        indents = new IndentCensus();
    }
}
